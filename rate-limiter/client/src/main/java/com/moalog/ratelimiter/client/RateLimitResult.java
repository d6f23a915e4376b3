package com.moalog.ratelimiter.client;

/** What became of one question to the rate limiter. */
public sealed interface RateLimitResult {

  /**
   * The limiter let the request pass.
   *
   * @param quota what is left, as far as the limiter told: nothing of a permit that was taken in
   *     advance
   */
  record Allowed(Quota quota) implements RateLimitResult {}

  /**
   * The limiter refused the request.
   *
   * @param quota what the limiter told about the limit
   * @param retryAfterSeconds whole seconds until a retry can succeed, at least 1
   */
  record Denied(Quota quota, long retryAfterSeconds) implements RateLimitResult {
    public Denied {
      if (retryAfterSeconds < 1) {
        throw new IllegalArgumentException(
            "retryAfterSeconds must be at least 1, got: " + retryAfterSeconds);
      }
    }
  }

  /**
   * Nobody decided: the limiter could not be asked, or its answer could not be used.
   *
   * @param reason why
   */
  record Bypassed(BypassReason reason) implements RateLimitResult {}
}
