package com.moalog.server.export;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.moalog.server.export.Document.Answer;
import com.moalog.server.export.Document.Retrospect;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Answers as CSV (RFC 4180), one line each. It begins with a byte order mark, without which
 * spreadsheets do not read Korean. A cell that a spreadsheet would take for a formula begins with
 * an apostrophe (OWASP, "CSV injection").
 */
final class CsvFile {

  private static final String BYTE_ORDER_MARK = "\uFEFF";
  private static final String LINE_END = "\r\n";
  private static final String FORMULA_STARTS = "=+-@\t\r\n＝＋－＠";

  private CsvFile() {}

  static byte[] of(Document document) {
    StringBuilder file = new StringBuilder(BYTE_ORDER_MARK);
    line(
        file,
        List.of(
            "retrospect",
            "startTime",
            "method",
            "question",
            "author",
            "answer",
            "likes",
            "comments"));
    for (Retrospect retrospect : document.retrospects()) {
      for (Answer answer : retrospect.answers()) {
        line(
            file,
            List.of(
                text(retrospect.title()),
                text(retrospect.startTime()),
                text(retrospect.method()),
                Integer.toString(answer.question()),
                text(answer.author()),
                text(answer.text()),
                Long.toString(answer.likes()),
                comments(answer)));
      }
    }
    return file.toString().getBytes(UTF_8);
  }

  private static String comments(Answer answer) {
    return answer.comments().stream()
        .map(comment -> text(comment.author()) + ": " + text(comment.text()))
        .collect(Collectors.joining("\n"));
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }

  private static void line(StringBuilder file, List<String> cells) {
    file.append(cells.stream().map(CsvFile::cell).collect(Collectors.joining(",")))
        .append(LINE_END);
  }

  static String cell(String value) {
    boolean formula = !value.isEmpty() && FORMULA_STARTS.indexOf(value.charAt(0)) >= 0;
    String safe = formula ? "'" + value : value;
    boolean quoted =
        safe.contains(",") || safe.contains("\"") || safe.contains("\n") || safe.contains("\r");
    return quoted ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
  }
}
