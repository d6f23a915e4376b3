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
}
