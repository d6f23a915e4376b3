package com.moalog.fluxpay.saga;

import com.moalog.kit.settings.Variables;
import java.time.Duration;

/**
 * How long sagas last and are remembered.
 *
 * @param deadline after which one that got nowhere goes back
 * @param kept after they are over
 */
public record SagaSettings(Duration deadline, Duration kept) {

  private static final int USUAL_DAYS = 30;
  private static final int MOST_DAYS = 3_650;

  public static SagaSettings from(Variables variables) {
    return new SagaSettings(
        variables.duration("FLUXPAY_SAGA_TIMEOUT", Duration.ofSeconds(30)),
        Duration.ofDays(
            variables.number("FLUXPAY_SAGA_CLEANUP_RETENTION_DAYS", USUAL_DAYS, 1, MOST_DAYS)));
  }
}
