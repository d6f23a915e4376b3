package com.moalog.ratelimiter.core.model;

/** What the limits that count requests by window have in common. */
final class CountedWindow {

  /** Largest requests times window: keeps every figure in Redis below 2^53. */
  static final long MAX_REQUEST_MILLIS = 9_000_000_000_000_000L;

  static final long MILLIS_PER_SECOND = 1_000;
  static final long MICROS_PER_MILLI = 1_000;
  static final String SIZE_NAME = "maxRequests";

  private CountedWindow() {}

  static void check(long maxRequests, long windowMillis) {
    if (windowMillis < 1 || windowMillis > Rate.MAX_PERIOD_SECONDS * MILLIS_PER_SECOND) {
      throw new IllegalArgumentException(
          "window must be from 1 ms to %d s, got: %d ms"
              .formatted(Rate.MAX_PERIOD_SECONDS, windowMillis));
    }
    if (maxRequests < 1 || maxRequests >= MAX_REQUEST_MILLIS / windowMillis) {
      throw new IllegalArgumentException(
          "requests times window must be below %d, got: %d x %d ms"
              .formatted(MAX_REQUEST_MILLIS, maxRequests, windowMillis));
    }
  }

  static long millis(long windowSeconds) {
    if (windowSeconds < 1 || windowSeconds > Rate.MAX_PERIOD_SECONDS) {
      throw new IllegalArgumentException(
          "window must be from 1 to %d s, got: %d"
              .formatted(Rate.MAX_PERIOD_SECONDS, windowSeconds));
    }
    return windowSeconds * MILLIS_PER_SECOND;
  }

  static long seconds(long windowMillis) {
    return Math.ceilDiv(windowMillis, MILLIS_PER_SECOND);
  }
}
