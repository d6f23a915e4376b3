package com.moalog.bench.limiter;

import java.util.concurrent.ThreadLocalRandom;

/** Which key the next request is of. */
enum Keys {
  HOT("1 hot", 1),
  MANY("100k", 100_000);

  /** Most keys of a case. */
  static final int COUNT = 100_000;

  private final String text;
  private final int count;

  Keys(String text, int count) {
    this.text = text;
    this.count = count;
  }

  String text() {
    return text;
  }

  int count() {
    return count;
  }

  int next() {
    return count == 1 ? 0 : ThreadLocalRandom.current().nextInt(count);
  }
}
