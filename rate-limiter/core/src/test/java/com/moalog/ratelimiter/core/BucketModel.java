package com.moalog.ratelimiter.core;

import com.moalog.ratelimiter.core.model.Decision;
import com.moalog.ratelimiter.core.model.LeakyBucket;
import com.moalog.ratelimiter.core.model.Limit;
import com.moalog.ratelimiter.core.model.Rate;
import com.moalog.ratelimiter.core.model.TokenBucket;
import org.jspecify.annotations.Nullable;

/** A bucket holds a fraction of a token; a leaky one owes a fraction. */
final class BucketModel implements ExactModel {

  private static final long MICROS = 1_000_000;

  private record Bucket(boolean leaky, Fraction full, Rate rate) {

    static Bucket of(Limit limit) {
      return switch (limit) {
        case TokenBucket(long capacity, Rate rate) ->
            new Bucket(false, Fraction.of(capacity), rate);
        case LeakyBucket(long capacity, Rate rate) -> new Bucket(true, Fraction.of(capacity), rate);
        default -> throw new IllegalArgumentException("not a bucket: " + limit);
      };
    }

    long microsToGain(Fraction amount) {
      return amount.times(rate.periodSeconds() * MICROS).dividedBy(rate.count()).ceiling();
    }

    Fraction gainedIn(long micros) {
      return Fraction.of(micros).times(rate.count()).dividedBy(rate.periodSeconds() * MICROS);
    }
  }

  private @Nullable Fraction held;
  private long heldMicros;
  private long heldPeriodSeconds;

  @Override
  public Decision check(long nowMicros, Limit limit, long permits) {
    Bucket bucket = Bucket.of(limit);
    Fraction available = tokensAt(nowMicros, bucket);
    Fraction missing = bucket.full().minus(available);
    Fraction wanted = Fraction.of(permits);
    if (available.compareTo(wanted) < 0) {
      return Decision.deny(
          bucket.microsToGain(missing), bucket.microsToGain(wanted.minus(available)));
    }
    Fraction left = available.minus(wanted).reduced();
    heldMicros = monotonic(nowMicros);
    heldPeriodSeconds = bucket.rate().periodSeconds();
    held = bucket.leaky() ? bucket.full().minus(left).reduced() : left;
    return Decision.allow(left.floor(), bucket.microsToGain(missing.plus(wanted)));
  }

  @Override
  public long remaining(long nowMicros, Limit limit) {
    return tokensAt(nowMicros, Bucket.of(limit)).floor();
  }

  @Override
  public void giveBack(long nowMicros, Limit limit, long permits, long takenMicros) {
    Bucket bucket = Bucket.of(limit);
    Fraction level =
        least(tokensAt(nowMicros, bucket).plus(Fraction.of(permits)), bucket.full()).reduced();
    heldMicros = monotonic(nowMicros);
    heldPeriodSeconds = bucket.rate().periodSeconds();
    held = bucket.leaky() ? bucket.full().minus(level).reduced() : level;
  }

  @Override
  public long monotonic(long nowMicros) {
    return held == null ? nowMicros : Math.max(nowMicros, heldMicros);
  }

  @Override
  public ExactModel copy() {
    BucketModel copy = new BucketModel();
    copy.held = held;
    copy.heldMicros = heldMicros;
    copy.heldPeriodSeconds = heldPeriodSeconds;
    return copy;
  }

  private Fraction tokensAt(long nowMicros, Bucket bucket) {
    if (held == null) {
      return bucket.full();
    }
    Fraction kept = held;
    if (heldPeriodSeconds != bucket.rate().periodSeconds()) {
      kept = Fraction.of(bucket.leaky() ? kept.ceiling() : kept.floor());
    }
    kept = least(kept, bucket.full());
    Fraction tokens = bucket.leaky() ? bucket.full().minus(kept) : kept;
    long elapsed = Math.max(0, nowMicros - heldMicros);
    return least(tokens.plus(bucket.gainedIn(elapsed)), bucket.full());
  }

  private static Fraction least(Fraction one, Fraction other) {
    return one.compareTo(other) > 0 ? other : one;
  }
}
