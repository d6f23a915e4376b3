package com.moalog.ratelimiter.server.settings;

import java.util.Optional;

/**
 * What the limiter counts about itself.
 *
 * @param enabled whether it is shown
 * @param prefix what the names start with
 */
public record MetricsSettings(boolean enabled, String prefix) {

  private static final String NAME = "[a-zA-Z][a-zA-Z0-9_]{0,62}";

  static MetricsSettings read(Values values) {
    return new MetricsSettings(
        values.flag(true, "rate-limiter.metrics.enabled"),
        values.choice(
            "rate_limiter",
            "letters, digits and underscores",
            text -> Optional.of(text).filter(name -> name.matches(NAME)),
            "rate-limiter.metrics.prefix"));
  }
}
