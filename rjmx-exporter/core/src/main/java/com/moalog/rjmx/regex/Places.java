package com.moalog.rjmx.regex;

import com.moalog.rjmx.regex.Syntax.Place;

/** Conditions on a place between two characters, with the line ends of java.util.regex. */
final class Places {

  private Places() {}

  static boolean holds(Place place, Run run, int index) {
    String text = run.text;
    run.lookAt(place, index);
    return switch (place) {
      case BEGIN -> index == 0;
      case LINE_BEGIN -> index == 0 || isLineBegin(text, index);
      case END -> isEnd(run, index);
      case LINE_END -> isLineEnd(text, index);
      case VERY_END -> index == text.length();
      case WORD_EDGE -> isWordEdge(text, index);
      case NO_WORD_EDGE -> !isWordEdge(text, index);
      case NEVER -> false;
    };
  }

  private static boolean isLineBegin(String text, int index) {
    if (index >= text.length() || !CharSet.isLineEnd(text.charAt(index - 1))) {
      return false;
    }
    return text.charAt(index - 1) != '\r' || text.charAt(index) != '\n';
  }

  /** The end, or before the line end that the text ends with. */
  private static boolean isEnd(Run run, int index) {
    String text = run.text;
    int left = text.length() - index;
    if (left > 2) {
      return false;
    }
    if (left == 0) {
      return true;
    }
    if (left == 2) {
      return text.charAt(index) == '\r' && text.charAt(index + 1) == '\n';
    }
    char last = text.charAt(index);
    boolean splitsPair = last == '\n' && index > 0 && text.charAt(index - 1) == '\r';
    return CharSet.isLineEnd(last) && !splitsPair;
  }

  private static boolean isLineEnd(String text, int index) {
    if (index == text.length()) {
      return true;
    }
    char next = text.charAt(index);
    boolean splitsPair = next == '\n' && index > 0 && text.charAt(index - 1) == '\r';
    return CharSet.isLineEnd(next) && !splitsPair;
  }

  private static boolean isWordEdge(String text, int index) {
    boolean before = index > 0 && CharSet.WORD.contains(text.charAt(index - 1));
    boolean after = index < text.length() && CharSet.WORD.contains(text.charAt(index));
    return before != after;
  }
}
