package com.moalog.ratelimiter.client;

/**
 * What the limiter told about a limit. A limiter need not tell any of it: what it left out is
 * {@link #UNKNOWN}.
 *
 * @param limit most requests that the limit grants
 * @param remaining requests that are left now
 * @param resetAfterSeconds whole seconds until the limit is fresh again
 */
public record Quota(long limit, long remaining, long resetAfterSeconds) {

  /** Stands for a figure that the limiter did not tell. */
  public static final long UNKNOWN = -1;
}
