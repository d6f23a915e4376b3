package com.moalog.bench.rjmx;

import com.moalog.bench.measure.Effort;
import java.time.Duration;

/**
 * How much is done.
 *
 * @param scrapes of everything that answers within a few milliseconds
 * @param slowScrapes of what reads the JVM over RMI, which takes ten times as long
 * @param starts how often programs are started
 * @param longRun scrapes of the native binary that show whether it grows
 * @param rest after a start, before the memory of an idle process is read
 */
record Amount(int scrapes, int slowScrapes, Starts starts, int longRun, Duration rest) {

  /** Of a native program, and of one on a JVM, which takes longer. */
  record Starts(int ofBinary, int ofJvm) {}

  private static final Amount FULL =
      new Amount(10_000, 500, new Starts(51, 7), 100_000, Duration.ofSeconds(2));
  private static final Amount SHORT =
      new Amount(20, 5, new Starts(2, 1), 200, Duration.ofMillis(200));

  static Amount of(Effort effort) {
    return effort.equals(Effort.FULL) ? FULL : SHORT;
  }
}
