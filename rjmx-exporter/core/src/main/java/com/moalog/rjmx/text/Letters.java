package com.moalog.rjmx.text;

/**
 * Upper and lower case of ASCII letters; every other character stays. Header names, keys and the
 * names of metrics need no more, and the tables for all of Unicode, which the class library builds
 * on first use, would cost the native binary a good part of its start and of its memory. Stateless.
 */
public final class Letters {

  private static final int DISTANCE = 'a' - 'A';

  private Letters() {}

  /** The text with its ASCII letters in lower case. */
  public static String lower(String text) {
    int first = 0;
    while (first < text.length() && !isUpper(text.charAt(first))) {
      first++;
    }
    if (first == text.length()) {
      return text;
    }
    StringBuilder lower = new StringBuilder(text.length()).append(text, 0, first);
    for (int i = first; i < text.length(); i++) {
      lower.append(lower(text.charAt(i)));
    }
    return lower.toString();
  }

  /** Whether two texts differ at most in the case of ASCII letters. */
  public static boolean same(String one, String other) {
    if (one.length() != other.length()) {
      return false;
    }
    for (int i = 0; i < one.length(); i++) {
      if (lower(one.charAt(i)) != lower(other.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isUpper(char letter) {
    return letter >= 'A' && letter <= 'Z';
  }

  private static char lower(char letter) {
    return isUpper(letter) ? (char) (letter + DISTANCE) : letter;
  }
}
