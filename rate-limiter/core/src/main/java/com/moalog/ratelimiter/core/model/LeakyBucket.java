package com.moalog.ratelimiter.core.model;

/**
 * A bucket that each permit fills and that leaks evenly; a request that would make it overflow is
 * refused. It is the generic cell rate algorithm: it decides as a {@link TokenBucket} of the same
 * size and rate does, and never delays or queues a request. A capacity of 1 spaces requests evenly.
 *
 * @param capacity most permits in the bucket
 * @param rate permits that leak out
 */
public record LeakyBucket(long capacity, Rate rate) implements Limit {

  public LeakyBucket {
    TokenBucket.checkSize(capacity, rate);
  }

  @Override
  public Algorithm algorithm() {
    return Algorithm.LEAKY_BUCKET;
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
    return new BucketMeter(true, capacity, rate, sharePermille);
  }
}
