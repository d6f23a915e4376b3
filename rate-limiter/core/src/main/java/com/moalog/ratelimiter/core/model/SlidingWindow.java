package com.moalog.ratelimiter.core.model;

/**
 * At most a number of requests in any window of time, counted exactly by remembering each one. A
 * request leaves the count when it is exactly one window old.
 *
 * @param maxRequests most requests in a window, at most {@link #MAX_REQUESTS}
 * @param windowMicros length of the window
 */
public record SlidingWindow(long maxRequests, long windowMicros) implements Limit {

  /** Each request takes 8 bytes in Redis; a key then stays below 8 MB. */
  public static final long MAX_REQUESTS = 1_000_000;

  private static final long MICROS_PER_SECOND = 1_000_000;
  private static final long MAX_WINDOW_MICROS = Rate.MAX_PERIOD_SECONDS * MICROS_PER_SECOND;

  public SlidingWindow {
    if (maxRequests < 1 || maxRequests > MAX_REQUESTS) {
      throw new IllegalArgumentException(
          "requests of a sliding window must be from 1 to %d, got: %d"
              .formatted(MAX_REQUESTS, maxRequests));
    }
    if (windowMicros < 1 || windowMicros > MAX_WINDOW_MICROS) {
      throw new IllegalArgumentException(
          "a window must be from 1 to %d s".formatted(Rate.MAX_PERIOD_SECONDS));
    }
  }

  public static SlidingWindow ofSeconds(long maxRequests, long windowSeconds) {
    if (windowSeconds < 1 || windowSeconds > Rate.MAX_PERIOD_SECONDS) {
      throw new IllegalArgumentException(
          "window must be from 1 to %d s, got: %d"
              .formatted(Rate.MAX_PERIOD_SECONDS, windowSeconds));
    }
    return new SlidingWindow(maxRequests, windowSeconds * MICROS_PER_SECOND);
  }

  @Override
  public Algorithm algorithm() {
    return Algorithm.SLIDING_WINDOW_LOG;
  }

  @Override
  public long permits() {
    return maxRequests;
  }

  @Override
  public long windowSeconds() {
    return Math.ceilDiv(windowMicros, MICROS_PER_SECOND);
  }

  @Override
  public String sizeName() {
    return "maxRequests";
  }

  @Override
  public Meter newMeter(int sharePermille) {
    return new WindowMeter(Limit.share(maxRequests, sharePermille), windowMicros);
  }
}
