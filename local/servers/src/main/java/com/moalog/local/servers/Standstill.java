package com.moalog.local.servers;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Notices when the machine stands still, for tests of what must happen in time: a thread wakes all
 * the time, and what it wakes too late is lost for everybody. A promise is held against the time
 * that was not lost; pauses of this process, in which a server under test may run as well, look the
 * same and are forgiven, too. What is forgiven is printed. Thread-safe.
 */
public final class Standstill implements AutoCloseable {

  private static final Duration NAP = Duration.ofMillis(10);
  private static final Duration POLL = Duration.ofMillis(100);

  /** Where a promise is one of seconds, whoever is late by less is only busy. */
  private static final Duration LEAST_GAP = Duration.ofMillis(500);

  /** What explains a failure of what has seconds for its work. */
  private static final Duration EXCUSE = Duration.ofSeconds(1);

  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final int MOST_ATTEMPTS = 3;

  private final Duration leastGap;
  private final Duration excuse;
  private final LongSupplier nanoTime;
  private final long beganNanos;
  private volatile boolean watching = true;
  private long awakeNanos;
  private long lostNanos;

  private Standstill(Duration leastGap, Duration excuse, LongSupplier nanoTime) {
    this.leastGap = leastGap;
    this.excuse = excuse;
    this.nanoTime = nanoTime;
    beganNanos = nanoTime.getAsLong();
    awakeNanos = beganNanos;
  }

  /** Something that may fail because the machine stood still. */
  @FunctionalInterface
  public interface Attempt {

    /** Fails with an assertion, or because a connection or a time of patience ends. */
    void make() throws Exception;
  }

  /**
   * Makes an attempt that has to be faster than limits of seconds. One that fails is made again, at
   * most twice, where the machine stood still for so long that this tells nothing.
   */
  public static void excuse(Attempt attempt) throws Exception {
    excuseEnd(() -> attempt);
  }

  /** The same for a limit that is shorter: a single gap like this one tells nothing any more. */
  public static void excuse(Duration gap, Attempt attempt) throws Exception {
    excuseEnd(gap, () -> attempt);
  }

  /** Makes an attempt of which only the end may fail: what comes before it always holds. */
  public static void excuseEnd(Callable<Attempt> work) throws Exception {
    repeat(() -> watch(LEAST_GAP, EXCUSE, System::nanoTime), work);
  }

  /** The same for a limit that is shorter. */
  public static void excuseEnd(Duration gap, Callable<Attempt> work) throws Exception {
    repeat(() -> watch(gap, gap, System::nanoTime), work);
  }

  /** Does what must not take longer than the limit, apart from time that the machine lost. */
  public static <T> T inTime(Duration limit, Supplier<T> work) {
    try (Standstill standstill = watch(LEAST_GAP, EXCUSE, System::nanoTime)) {
      return standstill.measure(limit, work);
    }
  }

  /** Waits for what must not take longer than the limit, apart from time that the machine lost. */
  public static void await(Duration limit, BooleanSupplier condition) {
    inTime(limit, () -> met(condition));
  }

  private static boolean met(BooleanSupplier condition) {
    long began = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - began > PATIENCE.toNanos()) {
        throw new AssertionError("the condition was not met within " + PATIENCE);
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
    return true;
  }

  /** Begins to look for gaps of that length, which have to last for the excuse together. */
  static Standstill watch(Duration leastGap, Duration excuse, LongSupplier nanoTime) {
    Standstill standstill = new Standstill(leastGap, excuse, nanoTime);
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
    long now = nanoTime.getAsLong();
    lostNanos += lateNanos(now);
    awakeNanos = now;
  }

  private long lateNanos(long now) {
    long late = now - awakeNanos - NAP.toNanos();
    return late < leastGap.toNanos() ? 0 : late;
  }

  /** How long the machine has stood still since the beginning. */
  private synchronized Duration lost() {
    wake();
    return Duration.ofNanos(lostNanos);
  }

  static void repeat(Supplier<Standstill> watch, Callable<Attempt> work) throws Exception {
    List<Throwable> excused = new ArrayList<>();
    boolean made = false;
    while (!made) {
      try (Standstill standstill = watch.get()) {
        made = standstill.succeeds(work.call(), excused);
      }
    }
  }

  /** The time-outs of those who wait for a condition are exceptions of their own. */
  private boolean succeeds(Attempt attempt, List<Throwable> excused) throws Exception {
    try {
      attempt.make();
      return true;
    } catch (AssertionError | RuntimeException | IOException failed) {
      Duration lost = lost();
      if (excused.size() == MOST_ATTEMPTS - 1 || lost.compareTo(excuse) < 0) {
        excused.forEach(failed::addSuppressed);
        throw failed;
      }
      System.out.println("excused, because the machine lost " + lost + ": " + failed);
      excused.add(failed);
      return false;
    }
  }

  <T> T measure(Duration limit, Supplier<T> work) {
    T result = work.get();
    Duration taken = Duration.ofNanos(nanoTime.getAsLong() - beganNanos);
    Duration lost = lost();
    if (taken.minus(lost).compareTo(limit) > 0) {
      throw new AssertionError(
          "took " + taken + ", of which the machine lost " + lost + ", instead of " + limit);
    }
    if (taken.compareTo(limit) > 0) {
      System.out.println("excused, because the machine lost " + lost + ": took " + taken);
    }
    return result;
  }

  @Override
  public void close() {
    watching = false;
  }
}
