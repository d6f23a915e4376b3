package com.moalog.rjmx.regex;

/** What a pattern found. Immutable. */
public final class Match {

  private final String text;
  private final int[] bounds;

  /** The bounds: start and end of each group, -1 for one that took no part; 0 is the match. */
  Match(String text, int[] bounds) {
    this.text = text;
    this.bounds = bounds;
  }

  /** Groups without the whole match. */
  public int groups() {
    return bounds.length / 2 - 1;
  }

  /** Where a group begins, -1 when it took no part. */
  public int start(int number) {
    return bounds[2 * number];
  }

  /** Where a group ends, -1 when it took no part. */
  public int end(int number) {
    return bounds[2 * number + 1];
  }

  /** Whether the match or a group in it ends behind an index. */
  public boolean endsBehind(int index) {
    for (int i = 0; i <= groups(); i++) {
      if (end(i) > index) {
        return true;
      }
    }
    return false;
  }

  /** A group's text; empty when it took no part or does not exist. */
  public String group(int number) {
    return has(number) ? text.substring(start(number), end(number)) : "";
  }

  /** Whether a group exists and took part. */
  public boolean has(int number) {
    return number >= 0 && number <= groups() && start(number) >= 0;
  }
}
