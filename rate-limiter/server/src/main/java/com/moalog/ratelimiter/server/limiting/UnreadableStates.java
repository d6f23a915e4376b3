package com.moalog.ratelimiter.server.limiting;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the stored states that this release cannot read, and tells of them once in a minute at
 * most. Thread-safe.
 */
public final class UnreadableStates implements LongConsumer {

  static final Duration SILENCE = Duration.ofMinutes(1);

  private final Logger log;
  private final LimitMeters meters;
  private final LongSupplier nanoTime;
  private final AtomicLong untold = new AtomicLong();
  private final AtomicLong due;

  public UnreadableStates(LimitMeters meters) {
    this(LoggerFactory.getLogger(UnreadableStates.class), meters, System::nanoTime);
  }

  UnreadableStates(Logger log, LimitMeters meters, LongSupplier nanoTime) {
    this.log = log;
    this.meters = meters;
    this.nanoTime = nanoTime;
    this.due = new AtomicLong(nanoTime.getAsLong());
  }

  @Override
  public void accept(long states) {
    meters.unreadable(states);
    untold.addAndGet(states);
    long now = nanoTime.getAsLong();
    long since = due.get();
    if (now - since >= 0 && due.compareAndSet(since, now + SILENCE.toNanos())) {
      log.warn(
          "{} stored states could not be read; their keys counted as fresh", untold.getAndSet(0));
    }
  }
}
