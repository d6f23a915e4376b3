package com.moalog.ratelimiter.core.model;

/**
 * At most about a number of requests in any window of time, counted by two numbers: the requests of
 * the window before count for the part of it that the last window's length still covers.
 *
 * @param maxRequests most requests in a window
 * @param windowMillis length of the window
 */
public record SlidingCounter(long maxRequests, long windowMillis) implements Limit {

  public SlidingCounter {
    CountedWindow.check(maxRequests, windowMillis);
  }

  public static SlidingCounter ofSeconds(long maxRequests, long windowSeconds) {
    return new SlidingCounter(maxRequests, CountedWindow.millis(windowSeconds));
  }

  @Override
  public Algorithm algorithm() {
    return Algorithm.SLIDING_WINDOW_COUNTER;
  }

  @Override
  public long permits() {
    return maxRequests;
  }

  @Override
  public long windowSeconds() {
    return CountedWindow.seconds(windowMillis);
  }

  @Override
  public String sizeName() {
    return CountedWindow.SIZE_NAME;
  }

  @Override
  public Meter newMeter(int sharePermille) {
    return new CounterMeter(Limit.share(maxRequests, sharePermille), windowMillis);
  }
}
