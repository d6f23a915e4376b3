package com.moalog.server.login.model;

/** The rules for what a member may be called. */
public final class Nickname {

  private static final int LENGTH_LIMIT = 20;

  private Nickname() {}

  /** Whether the text has 1 to 20 letters and digits of any script, and nothing else. */
  public static boolean isValid(String text) {
    int length = text.codePointCount(0, text.length());
    return length >= 1
        && length <= LENGTH_LIMIT
        && text.codePoints().allMatch(Character::isLetterOrDigit);
  }
}
