package com.moalog.server.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * Notices when the machine stands still: a thread wakes all the time, and what it wakes too late is
 * lost for everybody. A promise in seconds is held against the time that was not lost. Thread-safe.
 */
public final class Stalls implements AutoCloseable {

  private static final Duration NAP = Duration.ofMillis(10);

  /** Lateness that is nothing special. */
  private static final Duration TOLERANCE = Duration.ofMillis(30);

  /** What explains a failure of what has seconds for its work. */
  private static final Duration EXCUSE = Duration.ofSeconds(1);

  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final int MOST_ATTEMPTS = 3;

  private volatile boolean watching = true;
  private long awakeNanos = System.nanoTime();
  private long lostNanos;

  private Stalls() {}

  /** Something that may fail because the machine stood still. */
  @FunctionalInterface
  public interface Attempt {

    /** Fails with an assertion, or because a connection ends. */
    void make() throws Exception;
  }

  /** Begins to look. */
  public static Stalls watch() {
    Stalls stalls = new Stalls();
    Thread.ofPlatform().daemon().name("stalls").start(stalls::look);
    return stalls;
  }

  private void look() {
    while (watching) {
      LockSupport.parkNanos(NAP.toNanos());
      wake();
    }
  }

  private synchronized void wake() {
    long now = System.nanoTime();
    lostNanos += lateNanos(now);
    awakeNanos = now;
  }

  private long lateNanos(long now) {
    return Math.max(0, now - awakeNanos - NAP.toNanos() - TOLERANCE.toNanos());
  }

  /** How long the machine has stood still since the beginning. */
  public synchronized Duration lost() {
    return Duration.ofNanos(lostNanos + lateNanos(System.nanoTime()));
  }

  /** Does what must not take longer than the limit, apart from time that the machine lost. */
  public static <T> T inTime(Duration limit, Supplier<T> work) {
    try (Stalls stalls = watch()) {
      long began = System.nanoTime();
      T result = work.get();
      Duration took = Duration.ofNanos(System.nanoTime() - began);
      assertThat(took.minus(stalls.lost())).isLessThanOrEqualTo(limit);
      return result;
    }
  }

  /** Waits for what must not take longer than the limit, apart from time that the machine lost. */
  public static void await(Duration limit, Callable<Boolean> condition) {
    inTime(
        limit,
        () -> {
          Awaitility.await().atMost(PATIENCE).until(condition);
          return true;
        });
  }

  /**
   * Makes an attempt that has to be faster than the product's own limits. One that fails is made
   * again, at most twice, where the machine stood still for so long that this tells nothing.
   */
  public static void excuse(Attempt attempt) throws Exception {
    boolean made = false;
    for (int number = 1; !made; number++) {
      try (Stalls stalls = watch()) {
        made = stalls.succeeds(attempt, number == MOST_ATTEMPTS);
      }
    }
  }

  private boolean succeeds(Attempt attempt, boolean last) throws Exception {
    try {
      attempt.make();
      return true;
    } catch (AssertionError
        | ConditionTimeoutException
        | IOException
        | UncheckedIOException failed) {
      if (last || lost().compareTo(EXCUSE) < 0) {
        throw failed;
      }
      return false;
    }
  }

  @Override
  public void close() {
    watching = false;
  }
}
