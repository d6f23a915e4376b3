package com.moalog.server.export;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.moalog.server.export.Document.ActionItem;
import com.moalog.server.export.Document.Answer;
import com.moalog.server.export.Document.Comment;
import com.moalog.server.export.Document.Retrospect;
import com.moalog.server.model.Language;
import com.moalog.server.retrospect.model.RetrospectMethod;
import org.jspecify.annotations.Nullable;

/** A document to read, as Markdown; what members wrote is text there and no markup. */
final class MarkdownFile {

  private static final String SPECIAL = "\\`*_{}[]<>()#+-.!|~&";

  private final StringBuilder file = new StringBuilder();
  private final Language language;

  private MarkdownFile(Language language) {
    this.language = language;
  }

  static byte[] of(Document document, Language language) {
    MarkdownFile markdown = new MarkdownFile(language);
    Document.Room room = document.room();
    markdown.line("# " + escaped(room == null ? null : room.title()));
    document.retrospects().forEach(markdown::retrospect);
    if (!document.actionItems().isEmpty()) {
      markdown.line("## " + language.choose("실행 항목", "Action items"));
      document.actionItems().forEach(markdown::item);
    }
    return markdown.file.toString().getBytes(UTF_8);
  }

  private void retrospect(Retrospect retrospect) {
    line("## " + escaped(retrospect.title()));
    String method = retrospect.method();
    String start = retrospect.startTime();
    line(escaped(start == null ? "" : start.replace('T', ' ')) + " · " + escaped(method));
    Document.Analysis analysis = retrospect.analysis();
    if (analysis != null) {
      line("### " + language.choose("인사이트", "Insight"));
      line(escaped(analysis.insight()));
    }
    for (int number = 1; number <= RetrospectMethod.QUESTION_COUNT; number++) {
      question(retrospect, number);
    }
  }

  private void question(Retrospect retrospect, int number) {
    String method = retrospect.method();
    String question =
        method == null
            ? ""
            : RetrospectMethod.named(method)
                .map(known -> known.question(number, language))
                .orElse("");
    line("### " + number + ". " + escaped(question));
    for (Answer answer : retrospect.answers()) {
      if (answer.question() == number) {
        answer(answer);
      }
    }
  }

  private void answer(Answer answer) {
    String author = answer.author();
    String name = author == null ? language.choose("익명", "Anonymous") : author;
    String likes = answer.likes() == 0 ? "" : " (♥ " + answer.likes() + ")";
    line("**" + escaped(name) + "**" + likes);
    quote(answer.text());
    for (Comment comment : answer.comments()) {
      line("- " + escaped(comment.author()) + ": " + escaped(comment.text()));
    }
  }

  private void quote(@Nullable String text) {
    String shown = text == null ? "" : text;
    shown.lines().forEach(one -> file.append("> ").append(escaped(one)).append("  \n"));
    file.append('\n');
  }

  private void item(ActionItem item) {
    String box = "OPEN".equals(item.status()) ? "[ ]" : "[x]";
    String owner = item.owner() == null ? "" : " — " + escaped(item.owner());
    String due = item.dueDate() == null ? "" : " (" + escaped(item.dueDate()) + ")";
    String dropped = "DROPPED".equals(item.status()) ? language.choose(" · 중단", " · dropped") : "";
    line("- " + box + " " + escaped(item.content()) + owner + due + dropped);
  }

  private void line(String text) {
    file.append(text).append("\n\n");
  }

  /** Every character with a meaning in Markdown or HTML gets a backslash; lines become one. */
  static String escaped(@Nullable String text) {
    StringBuilder safe = new StringBuilder();
    for (char one : (text == null ? "" : text).toCharArray()) {
      if (SPECIAL.indexOf(one) >= 0) {
        safe.append('\\');
      }
      safe.append(one == '\n' || one == '\r' ? ' ' : one);
    }
    return safe.toString();
  }
}
