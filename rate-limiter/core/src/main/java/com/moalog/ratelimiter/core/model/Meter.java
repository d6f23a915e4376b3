package com.moalog.ratelimiter.core.model;

/**
 * The count of one key under one limit. A clock that runs backwards counts as standing still. Not
 * thread-safe.
 */
public interface Meter {

  /** Takes the permits if there are enough, else takes nothing. */
  Decision take(long nowMicros, long permits);

  /** What is left; takes nothing. */
  long remaining(long nowMicros);

  /** A count that begins where this one is and goes its own way. */
  Meter copy();

  /**
   * This count under a limit that has changed: what was taken stays taken, as far as the new limit
   * can tell. A limit of another algorithm starts fresh.
   */
  Meter under(Limit limit, int sharePermille);
}
