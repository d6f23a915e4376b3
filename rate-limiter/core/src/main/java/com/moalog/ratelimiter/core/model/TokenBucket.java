package com.moalog.ratelimiter.core.model;

/**
 * A bucket of tokens that refills evenly. Each permit takes a token; a request that finds too few
 * is refused and takes none.
 *
 * @param capacity most tokens in the bucket
 * @param rate tokens that flow in
 */
public record TokenBucket(long capacity, Rate rate) implements Limit {

  /** Largest capacity times period in seconds: keeps every figure in Redis below 2^53. */
  public static final long MAX_CAPACITY_SECONDS = 9_000_000_000L;

  public TokenBucket {
    checkSize(capacity, rate);
  }

  /** Refuses a bucket whose figures leave the exact range. */
  static void checkSize(long capacity, Rate rate) {
    if (capacity < 1) {
      throw new IllegalArgumentException("capacity must be positive, got: " + capacity);
    }
    if (capacity > MAX_CAPACITY_SECONDS / rate.periodSeconds()) {
      throw new IllegalArgumentException(
          "capacity times period must not exceed %d, got: %d x %d s"
              .formatted(MAX_CAPACITY_SECONDS, capacity, rate.periodSeconds()));
    }
  }

  @Override
  public Algorithm algorithm() {
    return Algorithm.TOKEN_BUCKET;
  }

  @Override
  public long permits() {
    return capacity;
  }

  @Override
  public long windowSeconds() {
    return Math.ceilDiv(capacity * rate.periodSeconds(), rate.count());
  }

  @Override
  public String sizeName() {
    return "capacity";
  }

  @Override
  public Meter newMeter(int sharePermille) {
    return new BucketMeter(false, capacity, rate, sharePermille);
  }
}
