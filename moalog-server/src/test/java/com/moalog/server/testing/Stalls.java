package com.moalog.server.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * Notices when the machine stands still: a thread wakes all the time, and what it wakes too late is
 * lost for everybody. A promise in seconds is held against the time that was not lost; pauses of
 * this process, in which the server under test runs as well, look the same and are forgiven, too.
 * Thread-safe.
 */
public final class Stalls implements AutoCloseable {

  private static final Duration NAP = Duration.ofMillis(10);

  /** Whoever sleeps for less is only busy. */
  private static final Duration LEAST_GAP = Duration.ofMillis(500);

  /** What explains a failure of what has seconds for its work. */
  private static final Duration EXCUSE = Duration.ofSeconds(1);

  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final int MOST_ATTEMPTS = 3;

  private volatile boolean watching = true;
  private final long beganNanos = System.nanoTime();
  private long awakeNanos = beganNanos;
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
    long gap = now - awakeNanos;
    return gap < LEAST_GAP.toNanos() ? 0 : gap - NAP.toNanos();
  }

  /** How long the machine has stood still since the beginning. */
  public synchronized Duration lost() {
    return Duration.ofNanos(lostNanos + lateNanos(System.nanoTime()));
  }

  /** How long the machine has not stood still since the beginning. */
  private synchronized Duration worked() {
    long now = System.nanoTime();
    return Duration.ofNanos(now - beganNanos - lostNanos - lateNanos(now));
  }

  /** Does what must not take longer than the limit, apart from time that the machine lost. */
  public static <T> T inTime(Duration limit, Supplier<T> work) {
    try (Stalls stalls = watch()) {
      T result = work.get();
      assertThat(stalls.worked()).isLessThanOrEqualTo(limit);
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
    excuseEnd(() -> attempt);
  }

  /** The same where only the end may fail: what comes before it holds in every attempt. */
  public static void excuseEnd(Callable<Attempt> work) throws Exception {
    List<Throwable> excused = new ArrayList<>();
    boolean made = false;
    while (!made) {
      try (Stalls stalls = watch()) {
        made = stalls.succeeds(work.call(), excused);
      }
    }
  }

  private boolean succeeds(Attempt attempt, List<Throwable> excused) throws Exception {
    try {
      attempt.make();
      return true;
    } catch (AssertionError
        | ConditionTimeoutException
        | IOException
        | UncheckedIOException failed) {
      Duration lost = lost();
      if (excused.size() == MOST_ATTEMPTS - 1 || lost.compareTo(EXCUSE) < 0) {
        excused.forEach(failed::addSuppressed);
        throw failed;
      }
      System.out.println("excused, because the machine lost " + lost + ": " + failed);
      excused.add(failed);
      return false;
    }
  }

  @Override
  public void close() {
    watching = false;
  }
}
