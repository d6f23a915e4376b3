package com.moalog.ratelimiter.core.model;

import java.util.regex.Pattern;

/**
 * Which keys a rule is for: a glob, where {@code *} stands for any characters and {@code ?} for
 * one, or a regular expression after {@code regex:}. The whole key must match.
 *
 * @param text as the rule writes it
 */
public record KeyPattern(String text) {

  private static final String REGEX_PREFIX = "regex:";

  /**
   * @throws IllegalArgumentException if the regular expression is malformed
   */
  public KeyPattern {
    if (text.startsWith(REGEX_PREFIX)) {
      Pattern.compile(text.substring(REGEX_PREFIX.length()));
    }
  }

  /** A matcher of this pattern; it is immutable and compiled once. */
  Pattern compiled() {
    return text.startsWith(REGEX_PREFIX)
        ? Pattern.compile(text.substring(REGEX_PREFIX.length()))
        : Pattern.compile(globAsRegex(text), Pattern.DOTALL);
  }

  /** What every key that matches begins with; nothing where the pattern does not tell. */
  String beginning() {
    if (text.startsWith(REGEX_PREFIX)) {
      return "";
    }
    int length = 0;
    while (length < text.length() && text.charAt(length) != '*' && text.charAt(length) != '?') {
      length++;
    }
    return text.substring(0, length);
  }

  private static String globAsRegex(String glob) {
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < glob.length(); i++) {
      regex.append(
          switch (glob.charAt(i)) {
            case '*' -> ".*";
            case '?' -> ".";
            default -> Pattern.quote(glob.substring(i, i + 1));
          });
    }
    return regex.toString();
  }
}
