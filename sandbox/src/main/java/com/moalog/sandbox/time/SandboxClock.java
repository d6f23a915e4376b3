package com.moalog.sandbox.time;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** The time of another clock plus a distance that a test chooses. Thread-safe. */
public final class SandboxClock implements InstantSource {

  private final InstantSource source;
  private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);

  public SandboxClock(InstantSource source) {
    this.source = source;
  }

  @Override
  public Instant instant() {
    return source.instant().plus(distance());
  }

  /** How far this clock is ahead of its source; negative when behind. */
  public Duration distance() {
    return ahead.get();
  }

  void advance(Duration step) {
    ahead.updateAndGet(before -> before.plus(step));
  }

  void set(Instant now) {
    ahead.set(Duration.between(source.instant(), now));
  }

  /** Back to the time of the source. */
  public void reset() {
    ahead.set(Duration.ZERO);
  }
}
