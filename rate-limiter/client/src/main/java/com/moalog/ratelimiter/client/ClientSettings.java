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
 * @param mostLeased permits of a key that are taken in advance at most, to be spent within a tenth
 *     of a second without asking; 0 to ask each time. Each client may exceed a limit by that much
 */
public record ClientSettings(
    URI baseAddress, Duration connectTimeout, Duration budget, Duration openTime, int mostLeased) {

  /** Most permits that may be taken in advance. */
  public static final int MAX_LEASED = 100_000;

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
    if (mostLeased < 0 || mostLeased > MAX_LEASED) {
      throw new IllegalArgumentException(
          "mostLeased must be from 0 to " + MAX_LEASED + ", got: " + mostLeased);
    }
  }

  /** Time limits of one's own, and no leases. */
  public ClientSettings(
      URI baseAddress, Duration connectTimeout, Duration budget, Duration openTime) {
    this(baseAddress, connectTimeout, budget, openTime, 0);
  }

  /** The same, with leases. */
  public ClientSettings withLeases(int most) {
    return new ClientSettings(baseAddress, connectTimeout, budget, openTime, most);
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
