package com.moalog.fluxpay.saga;

import com.moalog.kit.settings.Variables;
import java.time.Duration;

/**
 * How long sagas are remembered.
 *
 * @param kept after they are over
 */
public record SagaSettings(Duration kept) {

  private static final int USUAL_DAYS = 30;
  private static final int MOST_DAYS = 3_650;

  public static SagaSettings from(Variables variables) {
    return new SagaSettings(
        Duration.ofDays(
            variables.number("FLUXPAY_SAGA_CLEANUP_RETENTION_DAYS", USUAL_DAYS, 1, MOST_DAYS)));
  }
}
