package com.moalog.ratelimiter.core.model;

/** How much is allowed, and how it is counted. */
public sealed interface Limit
    permits TokenBucket, LeakyBucket, SlidingWindow, SlidingCounter, FixedWindow {

  Algorithm algorithm();

  /** Most permits that can be taken at once. */
  long permits();

  /** Seconds after which an untouched limit is whole again. */
  long windowSeconds();

  /** What the limit's own configuration calls its size, for messages. */
  String sizeName();

  /**
   * A counter in memory that grants {@code sharePermille} thousandths of this limit, at least one
   * permit. Its arithmetic is the one that Redis runs.
   */
  Meter newMeter(int sharePermille);

  /** The thousandths of a number of permits, at least one. */
  static long share(long permits, int sharePermille) {
    return Math.max(1, permits * sharePermille / 1_000);
  }
}
