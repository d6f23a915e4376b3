package com.moalog.ratelimiter.client;

import com.moalog.kit.breaker.FailureThreshold;
import com.moalog.kit.breaker.FailureWindow;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Stops asking a limiter that fails. Each change of state starts a new generation, and a call
 * reports its outcome with the generation it began in: what a slow call of an earlier generation
 * has to say is no longer of interest, so it can neither close a breaker nor open one. Thread-safe.
 */
final class Breaker {

  private record Change(BreakerState from, BreakerState to) {}

  private final Duration openTime;
  private final LongSupplier nanoTime;
  private final BreakerListener listener;
  private final FailureWindow window = new FailureWindow(FailureThreshold.STANDARD);
  private final AtomicLong generation = new AtomicLong();
  private volatile BreakerState state = BreakerState.CLOSED;
  private long openedNanos;

  Breaker(Duration openTime, LongSupplier nanoTime, BreakerListener listener) {
    this.openTime = openTime;
    this.nanoTime = nanoTime;
    this.listener = listener;
  }

  BreakerState state() {
    return state;
  }

  /** The generation to report the outcome with, or empty when the call must not be made. */
  OptionalLong enter() {
    if (state == BreakerState.CLOSED) {
      return OptionalLong.of(generation.get());
    }
    Change change;
    long probe;
    synchronized (this) {
      boolean rested = nanoTime.getAsLong() - openedNanos >= openTime.toNanos();
      if (state != BreakerState.OPEN || !rested) {
        return OptionalLong.empty();
      }
      change = become(BreakerState.HALF_OPEN);
      probe = generation.get();
    }
    tell(change);
    return OptionalLong.of(probe);
  }

  void succeeded(long callGeneration) {
    Change change = null;
    synchronized (this) {
      if (callGeneration != generation.get()) {
        return;
      }
      window.addSuccess();
      if (state == BreakerState.HALF_OPEN) {
        change = become(BreakerState.CLOSED);
      }
    }
    tell(change);
  }

  void failed(long callGeneration) {
    Change change = null;
    synchronized (this) {
      if (callGeneration != generation.get()) {
        return;
      }
      window.addFailure();
      if (state == BreakerState.HALF_OPEN || window.isTripped()) {
        openedNanos = nanoTime.getAsLong();
        change = become(BreakerState.OPEN);
      }
    }
    tell(change);
  }

  private Change become(BreakerState next) {
    Change change = new Change(state, next);
    state = next;
    generation.incrementAndGet();
    window.clear();
    return change;
  }

  private void tell(@Nullable Change change) {
    if (change != null) {
      listener.changed(change.from(), change.to());
    }
  }
}
