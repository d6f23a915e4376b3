package com.moalog.fluxpay.idempotency;

import com.moalog.kit.settings.Variables;
import java.time.Duration;

/**
 * The Redis that may answer repeats sooner than PostgreSQL.
 *
 * @param host where it is; empty when there is none
 * @param password empty when it asks for none
 * @param prefix what its keys begin with
 * @param budget longest wait for it
 * @param longest how long it keeps an answer at most; a Redis that others need too must not fill up
 */
public record ReplaySettings(
    String host, int port, String password, String prefix, Duration budget, Duration longest) {

  private static final int USUAL_PORT = 6379;
  private static final int PORT_MOST = 65_535;

  public static ReplaySettings from(Variables variables) {
    String synonym = variables.text("SPRING_DATA_REDIS_PASSWORD", "");
    return new ReplaySettings(
        variables.text("REDIS_HOST", ""),
        variables.number("REDIS_PORT", USUAL_PORT, 1, PORT_MOST),
        variables.text("REDIS_PASSWORD", synonym),
        variables.text("FLUXPAY_IDEMPOTENCY_REDIS_PREFIX", "idempotency"),
        variables.duration("FLUXPAY_IDEMPOTENCY_REDIS_TIMEOUT", Duration.ofMillis(200)),
        variables.duration("FLUXPAY_IDEMPOTENCY_REDIS_TTL", Duration.ofDays(1)));
  }

  /** Without the password. */
  @Override
  public String toString() {
    return host + ":" + port;
  }
}
