package com.moalog.rjmx.regex;

/** A pattern is malformed or uses what this engine does not have. */
public final class RegexException extends Exception {

  private final int index;

  RegexException(String message, int index) {
    super(message);
    this.index = index;
  }

  /** Where in the pattern, from 0. */
  public int index() {
    return index;
  }
}
