package com.moalog.server.ai.builtin;

import com.moalog.server.model.Language;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * An emotion and the words that express it. A word that is denied ("not good", "좋지 않았다") does not
 * count. Immutable.
 */
record Emotion(String korean, String english, boolean pleasant, Pattern words) {

  private static final Pattern DENIED_BEFORE =
      Pattern.compile(
          "(?:^|\\s)(?:안|못)\\s$|\\b(?:not|no|never|without|isn't|wasn't|didn't|don't|can't|couldn't)"
              + "\\s(?:\\w+\\s)?$",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern DENIED_BEHIND =
      Pattern.compile("^[가-힣]*지(?:는|도|가)?\\s?(?:않|못)|^[가-힣]*\\s없");

  /** How many characters around a word tell whether it is denied. */
  private static final int NEIGHBOURHOOD = 24;

  /** The emotion of one row of the list. */
  static Emotion of(List<String> row) {
    String korean =
        Table.words(row.get(4)).stream()
            .map(word -> word.startsWith("*") ? word.substring(1) : "(?<![가-힣])" + word)
            .collect(Collectors.joining("|"));
    String english =
        Table.words(row.get(5)).stream()
            .map(word -> word.replace('_', ' ').replace("*", "\\w*"))
            .collect(Collectors.joining("|", "\\b(?:", ")\\b"));
    return new Emotion(
        row.get(1),
        row.get(2),
        row.get(3).equals("+"),
        Pattern.compile(
            korean + "|" + english, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CHARACTER_CLASS));
  }

  String label(Language language) {
    return language.choose(korean, english);
  }

  /** How often the text expresses this emotion. */
  int countIn(String text) {
    return (int) words.matcher(text).results().filter(word -> isMeant(text, word)).count();
  }

  private static boolean isMeant(String text, MatchResult word) {
    String before = text.substring(Math.max(0, word.start() - NEIGHBOURHOOD), word.start());
    String behind = text.substring(word.end(), Math.min(text.length(), word.end() + NEIGHBOURHOOD));
    return !DENIED_BEFORE.matcher(before).find() && !DENIED_BEHIND.matcher(behind).find();
  }
}
