package com.moalog.fluxpay;

import java.util.Random;

/** Bodies that nobody thought of. */
final class Mangling {

  private static final String[] PIECES = {
    "", "\"", "-1", "1e400", "null", "[]", "{}", "true", "\\u0000", "9".repeat(40), "한", "😀", ","
  };

  private Mangling() {}

  /** Replaces a few pieces by others that a parser or a column might stumble over. */
  static String of(String body, Random random) {
    StringBuilder text = new StringBuilder(body);
    for (int i = random.nextInt(1, 4); i > 0; i--) {
      int start = random.nextInt(text.length());
      int end = Math.min(text.length(), start + random.nextInt(8));
      text.replace(start, end, PIECES[random.nextInt(PIECES.length)]);
    }
    return text.toString();
  }
}
