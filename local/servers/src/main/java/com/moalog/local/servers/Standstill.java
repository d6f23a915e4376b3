package com.moalog.local.servers;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/**
 * Notices when the machine stands still, for tests of what must happen in time: a thread wakes
 * every 10 ms and the longest time between two awakenings is remembered. Thread-safe.
 */
public final class Standstill implements AutoCloseable {

  private static final Duration NAP = Duration.ofMillis(10);

  /** What explains a failure of what has a tenth of a second to spare. */
  private static final Duration EXCUSE = Duration.ofMillis(50);

  private static final int MOST_TURNS = 5;

  private volatile boolean watching = true;
  private long awakeNanos = System.nanoTime();
  private long longestNanos;

  private Standstill() {}

  /**
   * The result of the last of several turns. Only one that is not right because the machine stood
   * still is followed by another, at most four times.
   */
  public static <T> T excuse(Callable<T> turn, Predicate<T> right) throws Exception {
    for (int number = 1; ; number++) {
      try (Standstill standstill = watch()) {
        T result = turn.call();
        boolean excused = standstill.longest().compareTo(EXCUSE) >= 0;
        if (right.test(result) || !excused || number == MOST_TURNS) {
          return result;
        }
      }
    }
  }

  private static Standstill watch() {
    Standstill standstill = new Standstill();
    Thread.ofPlatform().daemon().name("standstill").start(standstill::look);
    return standstill;
  }

  private void look() {
    while (watching) {
      LockSupport.parkNanos(NAP.toNanos());
      wake();
    }
  }

  private synchronized void wake() {
    long now = System.nanoTime();
    longestNanos = Math.max(longestNanos, now - awakeNanos);
    awakeNanos = now;
  }

  private synchronized Duration longest() {
    wake();
    return Duration.ofNanos(longestNanos);
  }

  @Override
  public void close() {
    watching = false;
  }
}
