package com.moalog.ratelimiter.core.model;

/**
 * The level of one bucket in units of 1 token / (10^6 x period), so that the microseconds since the
 * last change times the count are units exactly and nothing is ever rounded.
 */
final class BucketMeter implements Meter {

  private static final long MICROS_PER_SECOND = 1_000_000;
  private static final long NEVER = Long.MIN_VALUE;

  private final long unitsPerToken;
  private final long unitsPerMicro;
  private final long full;
  private long level;
  private long changedMicros = NEVER;

  BucketMeter(TokenBucket bucket, int sharePermille) {
    long count = bucket.rate().count() * sharePermille;
    long period = bucket.rate().periodSeconds() * 1_000;
    long divisor = Rate.greatestCommonDivisor(count, period);
    this.unitsPerMicro = count / divisor;
    this.unitsPerToken = MICROS_PER_SECOND * (period / divisor);
    this.full = Math.max(1, bucket.capacity() * sharePermille / 1_000) * unitsPerToken;
    this.level = full;
  }

  @Override
  public Decision take(long nowMicros, long permits) {
    long now = Math.max(nowMicros, changedMicros);
    long available = levelAt(now);
    // A share of the limit may be smaller than what a caller may ask for.
    long capacity = full / unitsPerToken;
    long need = Math.min(permits, capacity + 1) * unitsPerToken;
    if (available < need) {
      return Decision.deny(timeToGain(full - available), timeToGain(need - available));
    }
    level = available - need;
    changedMicros = now;
    return Decision.allow(level / unitsPerToken, timeToGain(full - level));
  }

  @Override
  public long remaining(long nowMicros) {
    return levelAt(nowMicros) / unitsPerToken;
  }

  private long levelAt(long nowMicros) {
    if (changedMicros == NEVER) {
      return full;
    }
    long elapsed = Math.max(0, nowMicros - changedMicros);
    long gained = Math.min(elapsed, timeToGain(full)) * unitsPerMicro;
    return gained >= full - level ? full : level + gained;
  }

  private long timeToGain(long units) {
    return Math.ceilDiv(units, unitsPerMicro);
  }
}
