package com.moalog.fluxpay.ratelimit;

import com.moalog.kit.settings.Variables;

/**
 * Whether requests are limited.
 *
 * @param enabled whether they are counted; off where a limiter of its own stands in front
 */
public record RateLimitSettings(boolean enabled) {

  public static RateLimitSettings from(Variables variables) {
    return new RateLimitSettings(variables.flag("FLUXPAY_RATE_LIMIT_ENABLED", false));
  }
}
