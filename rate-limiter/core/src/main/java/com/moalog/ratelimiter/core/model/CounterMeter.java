package com.moalog.ratelimiter.core.model;

import org.jspecify.annotations.Nullable;

/** The requests of the current window and of the one before it. */
final class CounterMeter implements Meter {

  /**
   * Two windows as a request left them.
   *
   * @param index number of the current window since 1970
   */
  private record Counted(long index, long current, long previous, long windowMillis) {

    long startMillis() {
      return index * windowMillis;
    }

    /** The windows as they stand at a time that is not before them. */
    Counted at(long nowMillis) {
      long then = nowMillis / windowMillis;
      if (then == index) {
        return this;
      }
      return new Counted(then, 0, then == index + 1 ? current : 0, windowMillis);
    }

    long estimate(long nowMillis) {
      long overlapMillis = windowMillis - (nowMillis - startMillis());
      return previous * overlapMillis / windowMillis + current;
    }

    /** The first moment when the estimate is at most so much, if nobody takes anything. */
    long reachesMicros(long most) {
      long millis =
          current <= most
              ? fadesMillis(previous, most - current)
              : windowMillis + fadesMillis(current, most);
      return (startMillis() + millis) * CountedWindow.MICROS_PER_MILLI;
    }

    /** When no more than so many of a window's requests count, since the next window began. */
    private long fadesMillis(long requests, long most) {
      return requests <= most
          ? 0
          : Math.max(0, windowMillis - Math.ceilDiv((most + 1) * windowMillis, requests) + 1);
    }

    /** What this has come to counts in the current window of another length. */
    Counted under(long otherMillis, long maxRequests, long nowMillis) {
      if (otherMillis == windowMillis) {
        return this;
      }
      long estimate = at(nowMillis).estimate(nowMillis);
      return new Counted(nowMillis / otherMillis, Math.min(maxRequests, estimate), 0, otherMillis);
    }
  }

  private final long maxRequests;
  private final long windowMillis;
  private @Nullable Counted counted;

  CounterMeter(long maxRequests, long windowMillis) {
    this.maxRequests = maxRequests;
    this.windowMillis = windowMillis;
  }

  private CounterMeter(CounterMeter original) {
    this(original.maxRequests, original.windowMillis);
    this.counted = original.counted;
  }

  @Override
  public Decision take(long nowMicros, long permits) {
    long now = monotonic(nowMicros);
    Counted seen = seenAt(now / CountedWindow.MICROS_PER_MILLI);
    long left = maxRequests - seen.estimate(now / CountedWindow.MICROS_PER_MILLI) - permits;
    if (left < 0) {
      // A share of the limit may be smaller than what a caller may ask for.
      long wanted = Math.max(0, maxRequests - permits);
      return Decision.deny(waitMicros(seen, 0, now), waitMicros(seen, wanted, now));
    }
    counted =
        new Counted(seen.index(), seen.current() + permits, seen.previous(), seen.windowMillis());
    return Decision.allow(left, waitMicros(counted, 0, now));
  }

  @Override
  public long remaining(long nowMicros) {
    long nowMillis = monotonic(nowMicros) / CountedWindow.MICROS_PER_MILLI;
    return Math.max(0, maxRequests - seenAt(nowMillis).estimate(nowMillis));
  }

  @Override
  public Meter copy() {
    return new CounterMeter(this);
  }

  @Override
  public Meter under(Limit limit, int sharePermille) {
    Meter meter = limit.newMeter(sharePermille);
    if (meter instanceof CounterMeter changed) {
      changed.counted = counted;
    }
    return meter;
  }

  private long monotonic(long nowMicros) {
    return counted == null
        ? nowMicros
        : Math.max(nowMicros, counted.startMillis() * CountedWindow.MICROS_PER_MILLI);
  }

  private Counted seenAt(long nowMillis) {
    return counted == null
        ? new Counted(nowMillis / windowMillis, 0, 0, windowMillis)
        : counted.under(windowMillis, maxRequests, nowMillis).at(nowMillis);
  }

  private static long waitMicros(Counted counted, long most, long nowMicros) {
    return Math.max(0, counted.reachesMicros(most) - nowMicros);
  }
}
