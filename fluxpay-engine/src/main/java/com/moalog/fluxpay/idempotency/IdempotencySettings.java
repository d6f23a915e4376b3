package com.moalog.fluxpay.idempotency;

import com.moalog.kit.settings.Variables;
import java.time.Duration;

/**
 * How repeated requests are recognised.
 *
 * @param enabled whether keys have any effect
 * @param required whether creating calls must carry a key
 * @param anyFormat whether a key may be any visible text instead of a UUID
 * @param lifetime how long a key is remembered
 * @param lease how long a crashed request blocks its key
 * @param waitLimit how long a repeat waits for the first request to finish
 */
public record IdempotencySettings(
    boolean enabled,
    boolean required,
    boolean anyFormat,
    Duration lifetime,
    Duration lease,
    Duration waitLimit) {

  public static IdempotencySettings from(Variables variables) {
    String format = variables.text("FLUXPAY_IDEMPOTENCY_KEY_FORMAT", "uuid");
    if (!format.equals("uuid") && !format.equals("any")) {
      variables.fault("FLUXPAY_IDEMPOTENCY_KEY_FORMAT", "must be uuid or any");
    }
    return new IdempotencySettings(
        variables.flag("FLUXPAY_IDEMPOTENCY_ENABLED", true),
        variables.flag("FLUXPAY_IDEMPOTENCY_REQUIRED", true),
        format.equals("any"),
        variables.duration("FLUXPAY_IDEMPOTENCY_TTL", Duration.ofHours(24)),
        variables.duration("FLUXPAY_IDEMPOTENCY_LEASE", Duration.ofSeconds(30)),
        variables.duration("FLUXPAY_IDEMPOTENCY_WAIT", Duration.ofSeconds(2)));
  }
}
