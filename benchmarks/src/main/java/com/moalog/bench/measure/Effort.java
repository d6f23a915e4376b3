package com.moalog.bench.measure;

import java.time.Duration;

/**
 * How much time a benchmark may spend.
 *
 * @param warmUp load before each measured window
 * @param measured length of each measured window
 * @param rounds how often every case is measured; the median of the rounds is reported
 */
public record Effort(Duration warmUp, Duration measured, int rounds) {

  /** What a person waits for to get figures worth writing down. */
  public static final Effort FULL = new Effort(Duration.ofSeconds(5), Duration.ofSeconds(10), 3);

  /** Shows that the benchmark works; its figures mean little. */
  public static final Effort QUICK =
      new Effort(Duration.ofMillis(500), Duration.ofMillis(1_000), 1);

  public Effort {
    if (rounds < 1 || measured.isZero() || measured.isNegative() || warmUp.isNegative()) {
      throw new IllegalArgumentException("an effort measures at least one round of some time");
    }
  }
}
