package com.moalog.ratelimiter.core.model;

import java.util.Arrays;
import java.util.Optional;

/** The ways to count requests that the wire format knows, implemented or not. */
public enum Algorithm {
  TOKEN_BUCKET("rate_limiter:token_bucket:"),
  SLIDING_WINDOW_LOG("rate_limiter:sliding_window:"),
  SLIDING_WINDOW_COUNTER("rate_limiter:sliding_window_counter:"),
  FIXED_WINDOW("rate_limiter:fixed_window:"),
  LEAKY_BUCKET("rate_limiter:leaky_bucket:");

  private static final String SLIDING_WINDOW_ALIAS = "SLIDING_WINDOW";

  private final String defaultKeyPrefix;

  Algorithm(String defaultKeyPrefix) {
    this.defaultKeyPrefix = defaultKeyPrefix;
  }

  /** What the Redis keys of this algorithm start with unless configured otherwise. */
  public String defaultKeyPrefix() {
    return defaultKeyPrefix;
  }

  /**
   * The algorithm of a name, case-sensitive; {@code SLIDING_WINDOW} is the older name of {@link
   * #SLIDING_WINDOW_LOG}.
   */
  public static Optional<Algorithm> named(String name) {
    if (name.equals(SLIDING_WINDOW_ALIAS)) {
      return Optional.of(SLIDING_WINDOW_LOG);
    }
    return Arrays.stream(values()).filter(algorithm -> algorithm.name().equals(name)).findFirst();
  }
}
