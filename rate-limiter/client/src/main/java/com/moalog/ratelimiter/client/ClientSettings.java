package com.moalog.ratelimiter.client;

import java.net.URI;
import java.time.Duration;

/**
 * Where the limiter is and how long a question may take.
 *
 * @param baseAddress http or https address; a path before {@code /api} is kept
 * @param connectTimeout longest time to open a connection
 * @param budget longest time of one question, with connecting and reading the whole answer
 * @param openTime how long the limiter is left alone after too many failures
 */
public record ClientSettings(
    URI baseAddress, Duration connectTimeout, Duration budget, Duration openTime) {

  public static final Duration DEFAULT_CONNECT_TIMEOUT = Duration.ofMillis(200);
  public static final Duration DEFAULT_BUDGET = Duration.ofMillis(500);
  public static final Duration DEFAULT_OPEN_TIME = Duration.ofSeconds(5);

  public ClientSettings {
    String scheme = baseAddress.getScheme();
    if (baseAddress.getHost() == null || !("http".equals(scheme) || "https".equals(scheme))) {
      throw new IllegalArgumentException("not an http or https address: " + baseAddress);
    }
    requirePositive("connectTimeout", connectTimeout);
    requirePositive("budget", budget);
    requirePositive("openTime", openTime);
  }

  /** The platform's time limits for the limiter at {@code baseAddress}. */
  public static ClientSettings of(URI baseAddress) {
    return new ClientSettings(
        baseAddress, DEFAULT_CONNECT_TIMEOUT, DEFAULT_BUDGET, DEFAULT_OPEN_TIME);
  }

  private static void requirePositive(String name, Duration duration) {
    if (!duration.isPositive()) {
      throw new IllegalArgumentException(name + " must be positive, got: " + duration);
    }
  }
}
