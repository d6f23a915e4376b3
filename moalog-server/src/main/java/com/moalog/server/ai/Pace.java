package com.moalog.server.ai;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Lets each key through at a steady pace with bursts: the generic cell rate algorithm (ITU-T
 * I.371). Per key one number is kept, the time at which the key's whole burst is available again.
 * Thread-safe.
 */
final class Pace {

  /** A key that was not seen for this long is forgotten. */
  static final Duration IDLE = Duration.ofMinutes(10);

  private static final int SWEEP_EVERY = 1_024;

  private final long intervalNanos;
  private final long burstNanos;
  private final LongSupplier nanoTime;
  private final ConcurrentMap<Long, Long> fullAgainAt = new ConcurrentHashMap<>();
  private final AtomicLong questions = new AtomicLong();

  /**
   * A pace for any number of keys.
   *
   * @param interval time per call in the long run
   * @param burst calls that may come at once
   * @param nanoTime a clock like {@link System#nanoTime}
   */
  Pace(Duration interval, int burst, LongSupplier nanoTime) {
    this.intervalNanos = interval.toNanos();
    this.burstNanos = intervalNanos * burst;
    this.nanoTime = nanoTime;
  }

  /** Zero when the call may be made, which counts it; otherwise how long to wait. */
  Duration take(long key) {
    if (questions.incrementAndGet() % SWEEP_EVERY == 0) {
      long now = nanoTime.getAsLong();
      fullAgainAt.values().removeIf(time -> now - time > IDLE.toNanos());
    }
    long[] wait = new long[1];
    fullAgainAt.compute(
        key,
        (_, known) -> {
          // Read in here, or calls that come at once would be charged for each other's lateness.
          long now = nanoTime.getAsLong();
          long base = known == null || known - now < 0 ? now : known;
          wait[0] = Math.max(0, base + intervalNanos - now - burstNanos);
          return wait[0] == 0 ? Long.valueOf(base + intervalNanos) : known;
        });
    return Duration.ofNanos(wait[0]);
  }

  /** How many keys are remembered. */
  int size() {
    return fullAgainAt.size();
  }
}
