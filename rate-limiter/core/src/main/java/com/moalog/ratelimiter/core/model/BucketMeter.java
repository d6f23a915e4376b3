package com.moalog.ratelimiter.core.model;

import org.jspecify.annotations.Nullable;

/**
 * The level of one bucket in units of 1 token / (10^6 x period), so that the microseconds since the
 * last change times the count are units exactly and nothing is ever rounded. A leaky bucket is the
 * same bucket seen from its other end: its level is the room that is left in it.
 */
final class BucketMeter implements Meter {

  private static final long MICROS_PER_SECOND = 1_000_000;

  /**
   * What a request left behind.
   *
   * @param amount what a token bucket holds, or what is in a leaky one
   * @param unitsPerToken of the amount
   */
  private record Written(long amount, long micros, long unitsPerToken) {}

  private final boolean leaky;
  private final long unitsPerToken;
  private final long unitsPerMicro;
  private final long full;
  private @Nullable Written written;

  BucketMeter(boolean leaky, long capacity, Rate rate, int sharePermille) {
    long count = rate.count() * sharePermille;
    long period = rate.periodSeconds() * 1_000;
    long divisor = Rate.greatestCommonDivisor(count, period);
    this.leaky = leaky;
    this.unitsPerMicro = count / divisor;
    this.unitsPerToken = MICROS_PER_SECOND * (period / divisor);
    this.full = Limit.share(capacity, sharePermille) * unitsPerToken;
  }

  private BucketMeter(BucketMeter original) {
    this.leaky = original.leaky;
    this.unitsPerMicro = original.unitsPerMicro;
    this.unitsPerToken = original.unitsPerToken;
    this.full = original.full;
    this.written = original.written;
  }

  @Override
  public Decision take(long nowMicros, long permits) {
    long now = written == null ? nowMicros : Math.max(nowMicros, written.micros());
    long available = levelAt(now);
    // A share of the limit may be smaller than what a caller may ask for.
    long capacity = full / unitsPerToken;
    long need = Math.min(permits, capacity + 1) * unitsPerToken;
    if (available < need) {
      return Decision.deny(timeToGain(full - available), timeToGain(need - available));
    }
    long level = available - need;
    written = new Written(leaky ? full - level : level, now, unitsPerToken);
    return Decision.allow(level / unitsPerToken, timeToGain(full - level));
  }

  @Override
  public long remaining(long nowMicros) {
    return levelAt(nowMicros) / unitsPerToken;
  }

  @Override
  public Meter copy() {
    return new BucketMeter(this);
  }

  @Override
  public Meter under(Limit limit, int sharePermille) {
    Meter meter = limit.newMeter(sharePermille);
    if (meter instanceof BucketMeter changed && changed.leaky == leaky) {
      changed.written = written;
    }
    return meter;
  }

  private long levelAt(long nowMicros) {
    if (written == null) {
      return full;
    }
    long amount = Math.min(full, amount(written));
    long level = leaky ? full - amount : amount;
    long elapsed = Math.max(0, nowMicros - written.micros());
    long gained = Math.min(elapsed, timeToGain(full)) * unitsPerMicro;
    return gained >= full - level ? full : level + gained;
  }

  /** Of an amount in other units only whole tokens count, rounded against the caller. */
  private long amount(Written state) {
    if (state.unitsPerToken() == unitsPerToken) {
      return state.amount();
    }
    long tokens =
        leaky
            ? Math.ceilDiv(state.amount(), state.unitsPerToken())
            : Math.floorDiv(state.amount(), state.unitsPerToken());
    return Math.min(tokens, full / unitsPerToken) * unitsPerToken;
  }

  private long timeToGain(long units) {
    return Math.ceilDiv(units, unitsPerMicro);
  }
}
