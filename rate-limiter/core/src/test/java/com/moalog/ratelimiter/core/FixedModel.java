package com.moalog.ratelimiter.core;

import com.moalog.ratelimiter.core.model.Decision;
import com.moalog.ratelimiter.core.model.FixedWindow;
import com.moalog.ratelimiter.core.model.Limit;

/** A number, and the times between which it holds. */
final class FixedModel implements ExactModel {

  private long count;
  private long fromMicros = Long.MIN_VALUE;
  private long untilMicros = Long.MIN_VALUE;

  @Override
  public Decision check(long nowMicros, Limit limit, long permits) {
    FixedWindow window = (FixedWindow) limit;
    long now = monotonic(nowMicros);
    long micros = window.windowMillis() * 1_000;
    long start = now - now % micros;
    long wait = start + micros - now;
    long sum = countAt(now) + permits;
    if (sum > window.maxRequests()) {
      return Decision.deny(wait, wait);
    }
    count = sum;
    fromMicros = start;
    untilMicros = start + micros;
    return Decision.allow(window.maxRequests() - sum, wait);
  }

  @Override
  public long remaining(long nowMicros, Limit limit) {
    FixedWindow window = (FixedWindow) limit;
    return Math.max(0, window.maxRequests() - countAt(monotonic(nowMicros)));
  }

  @Override
  public void giveBack(long nowMicros, Limit limit, long permits, long takenMicros) {
    long now = monotonic(nowMicros);
    long micros = ((FixedWindow) limit).windowMillis() * 1_000;
    long start = now - now % micros;
    long kept = countAt(now);
    count = takenMicros - takenMicros % micros == start ? Math.max(0, kept - permits) : kept;
    fromMicros = start;
    untilMicros = start + micros;
  }

  @Override
  public long monotonic(long nowMicros) {
    return Math.max(nowMicros, fromMicros);
  }

  @Override
  public ExactModel copy() {
    FixedModel copy = new FixedModel();
    copy.count = count;
    copy.fromMicros = fromMicros;
    copy.untilMicros = untilMicros;
    return copy;
  }

  private long countAt(long nowMicros) {
    return nowMicros < untilMicros ? count : 0;
  }
}
