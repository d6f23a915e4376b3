package com.moalog.ratelimiter.core.model;

/**
 * What a limit answered.
 *
 * @param remaining whole permits that are left; 0 when refused
 * @param resetMicros until the bucket is full, or until the oldest request leaves the window
 * @param retryMicros until the same request can succeed; 0 when allowed
 */
public record Decision(boolean allowed, long remaining, long resetMicros, long retryMicros) {

  private static final long MICROS_PER_SECOND = 1_000_000;

  public Decision {
    if (remaining < 0 || resetMicros < 0 || retryMicros < 0) {
      throw new IllegalArgumentException("a decision has no negative figures");
    }
  }

  public static Decision allow(long remaining, long resetMicros) {
    return new Decision(true, remaining, resetMicros, 0);
  }

  public static Decision deny(long resetMicros, long retryMicros) {
    return new Decision(false, 0, resetMicros, retryMicros);
  }

  /** Seconds until reset, rounded up. */
  public long resetAfterSeconds() {
    return secondsRoundedUp(resetMicros);
  }

  /** Seconds until a retry, rounded up: 0 when allowed, at least 1 when refused. */
  public long retryAfterSeconds() {
    return allowed ? 0 : Math.max(1, secondsRoundedUp(retryMicros));
  }

  /** This refusal as it reads some time later, while it still holds. */
  public Decision after(long elapsedMicros) {
    return new Decision(
        allowed,
        remaining,
        Math.max(0, resetMicros - elapsedMicros),
        Math.max(0, retryMicros - elapsedMicros));
  }

  private static long secondsRoundedUp(long micros) {
    return Math.ceilDiv(micros, MICROS_PER_SECOND);
  }
}
