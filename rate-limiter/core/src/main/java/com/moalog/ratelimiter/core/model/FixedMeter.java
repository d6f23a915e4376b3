package com.moalog.ratelimiter.core.model;

import org.jspecify.annotations.Nullable;

/** The requests of one window of the clock. */
final class FixedMeter implements Meter {

  /**
   * A window as a request left it.
   *
   * @param index number of the window since 1970
   */
  private record Counted(long index, long count, long windowMillis) {

    long startMicros() {
      return index * windowMillis * CountedWindow.MICROS_PER_MILLI;
    }

    long endMicros() {
      return (index + 1) * windowMillis * CountedWindow.MICROS_PER_MILLI;
    }
  }

  private final long maxRequests;
  private final long windowMillis;
  private @Nullable Counted counted;

  FixedMeter(long maxRequests, long windowMillis) {
    this.maxRequests = maxRequests;
    this.windowMillis = windowMillis;
  }

  private FixedMeter(FixedMeter original) {
    this(original.maxRequests, original.windowMillis);
    this.counted = original.counted;
  }

  @Override
  public Decision take(long nowMicros, long permits) {
    long now = monotonic(nowMicros);
    long count = countAt(now) + permits;
    Counted next =
        new Counted(now / CountedWindow.MICROS_PER_MILLI / windowMillis, count, windowMillis);
    long wait = next.endMicros() - now;
    if (count > maxRequests) {
      return Decision.deny(wait, wait);
    }
    counted = next;
    return Decision.allow(maxRequests - count, wait);
  }

  @Override
  public long remaining(long nowMicros) {
    return Math.max(0, maxRequests - countAt(monotonic(nowMicros)));
  }

  @Override
  public Meter copy() {
    return new FixedMeter(this);
  }

  @Override
  public Meter under(Limit limit, int sharePermille) {
    Meter meter = limit.newMeter(sharePermille);
    if (meter instanceof FixedMeter changed) {
      changed.counted = counted;
    }
    return meter;
  }

  private long monotonic(long nowMicros) {
    return counted == null ? nowMicros : Math.max(nowMicros, counted.startMicros());
  }

  /** A count under another window is kept while the window it was made in lasts. */
  private long countAt(long nowMicros) {
    return counted != null && nowMicros < counted.endMicros() ? counted.count() : 0;
  }
}
