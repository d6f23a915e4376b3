package com.moalog.ratelimiter.server.settings;

import com.moalog.kit.breaker.FailureThreshold;
import com.moalog.ratelimiter.core.model.FailMode;
import com.moalog.ratelimiter.core.model.Request;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;

/**
 * What happens while Redis does not answer, and what is kept from it while it does.
 *
 * @param sharePermille thousandths of each limit that this instance grants by itself, at least 1
 * @param maxKeys most keys that this instance counts by itself
 * @param threshold how many failed calls are too many
 * @param probeInterval how often Redis is tried while it is away
 * @param denyCacheAge how long a refusal is remembered; zero when it is not
 * @param denyCacheKeys most refusals that are remembered
 * @param coalesceBatch most requests of one key that are asked together; zero when they are not
 */
public record FallbackSettings(
    FailMode failMode,
    int sharePermille,
    int maxKeys,
    FailureThreshold threshold,
    Duration probeInterval,
    Duration denyCacheAge,
    int denyCacheKeys,
    int coalesceBatch) {

  private static final BigDecimal THOUSANDTH = new BigDecimal("0.001");
  private static final long MAX_KEYS = 10_000_000;
  private static final long MAX_CALLS = 1_000;
  private static final long MAX_AGE_MILLIS = 60_000;

  static FallbackSettings read(Values values) {
    boolean denyCache = values.flag(true, "rate-limiter.deny-cache.enabled");
    long denyMillis = values.number(1_000, 1, MAX_AGE_MILLIS, "rate-limiter.deny-cache.max-ms");
    return new FallbackSettings(
        values.choice(
            FailMode.LOCAL, "open, local or closed", FailMode::named, "rate-limiter.fail-mode"),
        values.choice(
            1_000,
            "above 0 and at most 1",
            text -> share(text).map(FallbackSettings::permille),
            "rate-limiter.fallback.share"),
        (int) values.number(100_000, 1, MAX_KEYS, "rate-limiter.fallback.max-keys"),
        new FailureThreshold(
            (int) values.number(5, 1, MAX_CALLS, "rate-limiter.breaker.failures"),
            (int) values.number(20, 1, MAX_CALLS, "rate-limiter.breaker.window"),
            values.choice(
                0.5,
                "above 0 and at most 1",
                text -> share(text).map(BigDecimal::doubleValue).filter(rate -> rate > 0),
                "rate-limiter.breaker.rate")),
        Duration.ofMillis(values.number(500, 10, MAX_AGE_MILLIS, "rate-limiter.breaker.open-ms")),
        denyCache ? Duration.ofMillis(denyMillis) : Duration.ZERO,
        (int) values.number(100_000, 1, MAX_KEYS, "rate-limiter.deny-cache.max-keys"),
        coalesceBatch(values));
  }

  private static int coalesceBatch(Values values) {
    boolean enabled = values.flag(true, "rate-limiter.coalesce.enabled");
    long most = values.number(64, 1, Request.MAX_BATCH, "rate-limiter.coalesce.max-batch");
    return enabled ? (int) most : 0;
  }

  /** In whole thousandths, rounded down, so that all instances together keep the limit. */
  private static int permille(BigDecimal share) {
    return share.compareTo(THOUSANDTH) <= 0 ? 1 : share.movePointRight(3).intValue();
  }

  private static Optional<BigDecimal> share(String text) {
    try {
      BigDecimal share = new BigDecimal(text);
      boolean inRange = share.signum() > 0 && share.compareTo(BigDecimal.ONE) <= 0;
      return inRange ? Optional.of(share) : Optional.empty();
    } catch (NumberFormatException malformed) {
      return Optional.empty();
    }
  }
}
