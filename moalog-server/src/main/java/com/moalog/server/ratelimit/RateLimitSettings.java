package com.moalog.server.ratelimit;

import com.moalog.kit.settings.Variables;
import com.moalog.ratelimiter.client.ClientSettings;
import com.moalog.server.ratelimit.model.AddressBlock;
import com.moalog.server.ratelimit.model.TrustedProxies;
import java.net.URI;
import java.time.Duration;

/**
 * Whether and where the rate limiter is asked.
 *
 * @param enabled whether it is asked at all
 * @param url where it is
 * @param timeout of one question, from 10 ms to 30 s; a request passes undecided when it is over
 * @param trustedProxies whose forwarding headers count
 */
public record RateLimitSettings(
    boolean enabled, URI url, Duration timeout, TrustedProxies trustedProxies) {

  private static final String TIMEOUT = "RATE_LIMITER_TIMEOUT";
  private static final String TIMEOUT_RANGE = "must be from 10ms to 30s";
  private static final Duration LEAST_TIMEOUT = Duration.ofMillis(10);
  private static final Duration MOST_TIMEOUT = Duration.ofSeconds(30);
  private static final String PRIVATE_NETWORKS =
      "127.0.0.0/8,::1/128,10.0.0.0/8,172.16.0.0/12,192.168.0.0/16,fc00::/7";

  public RateLimitSettings {
    if (!isAccepted(timeout)) {
      throw new IllegalArgumentException("timeout " + TIMEOUT_RANGE + ", got: " + timeout);
    }
  }

  /** Reads the {@code RATE_LIMITER_*} variables and {@code TRUSTED_PROXIES}. */
  public static RateLimitSettings from(Variables variables) {
    return new RateLimitSettings(
        variables.lenientFlag("RATE_LIMITER_ENABLED", true),
        variables.address("RATE_LIMITER_URL", "http://localhost:8082"),
        timeout(variables),
        new TrustedProxies(
            variables
                .list(
                    "TRUSTED_PROXIES",
                    PRIVATE_NETWORKS,
                    entry -> AddressBlock.read(entry).isPresent())
                .stream()
                .flatMap(entry -> AddressBlock.read(entry).stream())
                .toList()));
  }

  private static Duration timeout(Variables variables) {
    Duration timeout = variables.duration(TIMEOUT, ClientSettings.DEFAULT_BUDGET);
    if (!isAccepted(timeout)) {
      variables.fault(TIMEOUT, TIMEOUT_RANGE);
      return ClientSettings.DEFAULT_BUDGET;
    }
    return timeout;
  }

  private static boolean isAccepted(Duration timeout) {
    return timeout.compareTo(LEAST_TIMEOUT) >= 0 && timeout.compareTo(MOST_TIMEOUT) <= 0;
  }

  /** Who gives a question more time than usual lets connecting take as long. */
  ClientSettings client() {
    boolean patient = timeout.compareTo(ClientSettings.DEFAULT_BUDGET) > 0;
    return new ClientSettings(
        url,
        patient ? timeout : ClientSettings.DEFAULT_CONNECT_TIMEOUT,
        timeout,
        ClientSettings.DEFAULT_OPEN_TIME);
  }
}
