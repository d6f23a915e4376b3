package com.moalog.ratelimiter.core.model;

/**
 * Permits that someone wants of a key.
 *
 * @param key where they are counted
 * @param limit what the key may take; the same for every request of one key
 * @param permits at least 1 and at most the limit's
 */
public record Request(StorageKey key, Limit limit, long permits) {

  /** Most requests that are decided in one call. */
  public static final int MAX_BATCH = 128;

  public Request {
    if (permits < 1 || permits > limit.permits()) {
      throw new IllegalArgumentException(
          "permits must be from 1 to %d, got: %d".formatted(limit.permits(), permits));
    }
  }
}
