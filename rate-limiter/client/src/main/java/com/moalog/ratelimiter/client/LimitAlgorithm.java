package com.moalog.ratelimiter.client;

/**
 * The algorithms of the rate limiter. A rule of the limiter that matches the key wins over what is
 * asked for.
 */
public enum LimitAlgorithm {
  TOKEN_BUCKET,
  SLIDING_WINDOW_LOG,
  SLIDING_WINDOW_COUNTER,
  FIXED_WINDOW,
  LEAKY_BUCKET
}
