package com.moalog.ratelimiter.core.lease;

/**
 * How many permits of one key are asked for in the life of a lease: those of the last such time, or
 * of the present one when they are already more. Not thread-safe.
 */
final class Demand {

  private long slot;
  private long current;
  private long previous;

  void add(long nowMicros, long permits) {
    advance(nowMicros);
    current += permits;
  }

  long expected(long nowMicros) {
    advance(nowMicros);
    return Math.max(current, previous);
  }

  private void advance(long nowMicros) {
    long now = Math.floorDiv(nowMicros, LeaseCall.LIFE_MICROS);
    if (now != slot) {
      previous = now == slot + 1 ? current : 0;
      current = 0;
      slot = now;
    }
  }
}
