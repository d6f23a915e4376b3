package com.moalog.ratelimiter.core.redis;

import java.util.Arrays;

/** The whole numbers that a script answered, separated by spaces. Immutable. */
final class ScriptReply {

  /** A decision has four, a lease seven, and either one more for what could not be read. */
  private static final int USUAL = 8;

  private final long[] numbers;

  private ScriptReply(long[] numbers) {
    this.numbers = numbers;
  }

  /**
   * Reads the text of an answer.
   *
   * @throws IllegalArgumentException if it is something else
   */
  static ScriptReply of(String text) {
    long[] numbers = new long[USUAL];
    int size = 0;
    int start = 0;
    while (start <= text.length()) {
      int space = text.indexOf(' ', start);
      int end = space < 0 ? text.length() : space;
      if (size == numbers.length) {
        numbers = Arrays.copyOf(numbers, size * 2);
      }
      numbers[size] = Long.parseLong(text, start, end, 10);
      size++;
      start = end + 1;
    }
    return new ScriptReply(Arrays.copyOf(numbers, size));
  }

  int size() {
    return numbers.length;
  }

  long number(int index) {
    return numbers[index];
  }
}
