package com.moalog.server.ratelimit;

import com.moalog.kit.settings.Variables;
import com.moalog.server.ratelimit.model.AddressBlock;
import com.moalog.server.ratelimit.model.TrustedProxies;
import java.net.URI;

/**
 * Whether and where the rate limiter is asked.
 *
 * @param enabled whether it is asked at all
 * @param url where it is
 * @param trustedProxies whose forwarding headers count
 */
public record RateLimitSettings(boolean enabled, URI url, TrustedProxies trustedProxies) {

  private static final String PRIVATE_NETWORKS =
      "127.0.0.0/8,::1/128,10.0.0.0/8,172.16.0.0/12,192.168.0.0/16,fc00::/7";

  /** Reads {@code RATE_LIMITER_URL}, {@code RATE_LIMITER_ENABLED}, {@code TRUSTED_PROXIES}. */
  public static RateLimitSettings from(Variables variables) {
    return new RateLimitSettings(
        variables.lenientFlag("RATE_LIMITER_ENABLED", true),
        variables.address("RATE_LIMITER_URL", "http://localhost:8082"),
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
}
