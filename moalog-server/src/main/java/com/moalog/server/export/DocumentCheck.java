package com.moalog.server.export;

import com.moalog.server.export.Document.ActionItem;
import com.moalog.server.export.Document.Answer;
import com.moalog.server.export.Document.Comment;
import com.moalog.server.export.Document.Participant;
import com.moalog.server.export.Document.Retrospect;
import com.moalog.server.http.Input;
import com.moalog.server.retrospect.model.ReferenceLinks;
import com.moalog.server.retrospect.model.RetrospectMethod;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks a document before anything of it is stored; the limits are those of the API. */
final class DocumentCheck {

  private static final int TITLE = 255;
  private static final int NAME = 255;
  private static final int ANSWER = 1_000;
  private static final int COMMENT = 255;
  private static final int INSIGHT = 1_000;
  private static final int SENTENCES = 20;
  private static final int MISSIONS = 10_000;
  private static final int ITEM = 200;
  private static final int ITEMS = 1_000;
  private static final int TIME_LENGTH = 19;
  private static final int DATE_LENGTH = 10;
  private static final int FIRST_YEAR = 2000;
  private static final int LAST_YEAR = 2099;
  private static final Set<String> STATUSES = Set.of("DRAFT", "SUBMITTED", "ANALYZED");
  private static final Set<String> ITEM_STATUSES = Set.of("OPEN", "DONE", "DROPPED");
  private static final Set<String> KINDS = Set.of("ANSWER", "MISSION", "RETROSPECT");

  private DocumentCheck() {}

  /**
   * Passes a document that can be imported.
   *
   * @throws BadDocumentException naming the first fault
   */
  static void pass(Document document) {
    require(Document.FORMAT.equals(document.format()), "format");
    Integer version = document.version();
    require(version != null && version == Document.VERSION, "version");
    require(document.retrospects().size() <= DocumentReader.MOST_RETROSPECTS, "retrospects");
    require(document.actionItems().size() <= ITEMS, "actionItems");
    each("retrospects", document.retrospects(), DocumentCheck::retrospect);
    int retrospects = document.retrospects().size();
    each("actionItems", document.actionItems(), (where, item) -> item(where, item, retrospects));
  }

  private static void retrospect(String where, Retrospect retrospect) {
    text(where + ".title", retrospect.title(), TITLE);
    String method = retrospect.method();
    require(method != null && RetrospectMethod.named(method).isPresent(), where + ".method");
    time(where + ".startTime", retrospect.startTime());
    List<String> links = retrospect.references();
    require(ReferenceLinks.fit(links) && ReferenceLinks.areValid(links), where + ".references");
    Document.Analysis analysis = retrospect.analysis();
    if (analysis != null) {
      analysis(where + ".analysis", analysis, retrospect.answers().size());
    }
    each(where + ".participants", retrospect.participants(), DocumentCheck::participant);
    each(where + ".answers", retrospect.answers(), DocumentCheck::answer);
  }

  private static void analysis(String where, Document.Analysis analysis, int answers) {
    text(where + ".insight", analysis.insight(), INSIGHT);
    each(
        where + ".emotionRank",
        analysis.emotionRank(),
        (place, emotion) -> {
          text(place + ".label", emotion.label(), NAME);
          text(place + ".description", emotion.description(), INSIGHT);
          require(emotion.rank() >= 0 && emotion.count() >= 0, place);
        });
    require(analysis.evidence().size() <= SENTENCES, where + ".evidence");
    each(
        where + ".evidence",
        analysis.evidence(),
        (place, sentence) -> {
          text(place + ".text", sentence.text(), INSIGHT);
          List<Integer> cited = sentence.answers();
          require(
              cited.stream().allMatch(answer -> answer >= 0 && answer < answers)
                  && cited.size() == Set.copyOf(cited).size(),
              place + ".answers");
        });
  }

  private static void participant(String where, Participant participant) {
    optional(where + ".name", participant.name(), NAME);
    require(isOneOf(participant.status(), STATUSES), where + ".status");
    optional(where + ".missions", participant.missions(), MISSIONS);
  }

  private static void answer(String where, Answer answer) {
    require(
        answer.question() >= 1 && answer.question() <= RetrospectMethod.QUESTION_COUNT,
        where + ".question");
    optional(where + ".author", answer.author(), NAME);
    text(where + ".text", answer.text(), ANSWER);
    require(answer.likes() >= 0 && answer.likes() <= Integer.MAX_VALUE, where + ".likes");
    each(where + ".comments", answer.comments(), DocumentCheck::comment);
  }

  private static void comment(String where, Comment comment) {
    optional(where + ".author", comment.author(), NAME);
    text(where + ".text", comment.text(), COMMENT);
    time(where + ".createdAt", comment.createdAt());
  }

  private static void item(String where, ActionItem item, int retrospects) {
    text(where + ".content", item.content(), ITEM);
    require(isOneOf(item.status(), ITEM_STATUSES), where + ".status");
    optional(where + ".owner", item.owner(), NAME);
    Integer place = item.retrospect();
    require(place == null || (place >= 0 && place < retrospects), where + ".retrospect");
    require(
        (place == null) == (item.kind() == null)
            && (item.kind() == null || isOneOf(item.kind(), KINDS)),
        where + ".kind");
    String due = item.dueDate();
    if (due != null) {
      date(where + ".dueDate", due);
    }
    time(where + ".createdAt", item.createdAt());
    String closed = item.closedAt();
    if (closed != null) {
      time(where + ".closedAt", closed);
    }
    require("OPEN".equals(item.status()) == (closed == null), where + ".closedAt");
  }

  private static void text(String where, @Nullable String text, int limit) {
    require(text != null && !text.isBlank() && Input.length(text) <= limit, where);
  }

  private static void optional(String where, @Nullable String text, int limit) {
    require(text == null || Input.length(text) <= limit, where);
  }

  private static boolean isOneOf(@Nullable String text, Set<String> known) {
    return text != null && known.contains(text);
  }

  private static void time(String where, @Nullable String text) {
    try {
      require(text != null && text.length() == TIME_LENGTH, where);
      require(isInReach(LocalDateTime.parse(text).getYear()), where);
    } catch (DateTimeException malformed) {
      throw new BadDocumentException(where);
    }
  }

  private static void date(String where, String text) {
    try {
      require(text.length() == DATE_LENGTH, where);
      require(isInReach(LocalDate.parse(text).getYear()), where);
    } catch (DateTimeException malformed) {
      throw new BadDocumentException(where);
    }
  }

  private static boolean isInReach(int year) {
    return year >= FIRST_YEAR && year <= LAST_YEAR;
  }

  private static <T> void each(String where, List<T> list, Check<T> check) {
    for (int place = 0; place < list.size(); place++) {
      check.pass(where + "[" + place + "]", list.get(place));
    }
  }

  private static void require(boolean good, String where) {
    if (!good) {
      throw new BadDocumentException(where);
    }
  }

  /** A check of one element. */
  private interface Check<T> {
    void pass(String where, T element);
  }
}
