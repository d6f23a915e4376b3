package com.moalog.ratelimiter.core.model;

/**
 * At most a number of requests in each window of the clock. Around the end of a window twice as
 * many can pass in a short time.
 *
 * @param maxRequests most requests in a window
 * @param windowMillis length of the window; windows are counted from 1970
 */
public record FixedWindow(long maxRequests, long windowMillis) implements Limit {

  public FixedWindow {
    CountedWindow.check(maxRequests, windowMillis);
  }

  public static FixedWindow ofSeconds(long maxRequests, long windowSeconds) {
    return new FixedWindow(maxRequests, CountedWindow.millis(windowSeconds));
  }

  @Override
  public Algorithm algorithm() {
    return Algorithm.FIXED_WINDOW;
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
    return new FixedMeter(Limit.share(maxRequests, sharePermille), windowMillis);
  }
}
