package com.moalog.rjmx.settings;

/** Whole numbers in configurations. */
final class Numbers {

  private Numbers() {}

  /** The number, or -1 when the text is none between the two bounds, which are not negative. */
  static int parse(String text, int least, int most) {
    if (text.isEmpty() || text.length() > 10) {
      return -1;
    }
    long value = 0;
    for (int i = 0; i < text.length(); i++) {
      char digit = text.charAt(i);
      if (digit < '0' || digit > '9') {
        return -1;
      }
      value = value * 10 + (digit - '0');
    }
    return value < least || value > most ? -1 : (int) value;
  }
}
