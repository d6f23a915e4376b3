package com.moalog.server.ai.builtin;

import java.util.List;
import java.util.regex.Pattern;

/** Takes an answer apart into sentences, each word for word as it was written. */
final class Sentences {

  /** Beyond this many code points a quotation is cut at a word. */
  static final int QUOTE_LIMIT = 70;

  /** After a full stop, question or exclamation mark with a blank behind it, or at a line's end. */
  private static final Pattern BORDER = Pattern.compile("(?<=[.!?。！？…])\\s+|\\s*[\\r\\n]+\\s*");

  private static final Pattern LETTER = Pattern.compile("[\\p{L}\\p{N}]");

  private Sentences() {}

  /** The sentences that say something, in their order. */
  static List<String> of(String answer) {
    return BORDER
        .splitAsStream(answer)
        .map(String::strip)
        .filter(sentence -> LETTER.matcher(sentence).find())
        .toList();
  }

  /** The sentence in quotation marks; a long one is cut at a word, which dots outside show. */
  static String quoted(String sentence) {
    String whole = sentence.replaceAll("[.。]+$", "");
    if (whole.codePointCount(0, whole.length()) <= QUOTE_LIMIT) {
      return "“" + whole + "”";
    }
    String start = whole.substring(0, whole.offsetByCodePoints(0, QUOTE_LIMIT));
    int blank = start.lastIndexOf(' ');
    return "“" + (blank > 0 ? start.substring(0, blank) : start) + "”…";
  }
}
