package com.moalog.fluxpay.saga;

import com.moalog.fluxpay.task.Timetable;
import com.moalog.kit.settings.Variables;
import java.time.Duration;
import java.time.ZoneOffset;

/**
 * How long sagas last and are remembered.
 *
 * @param deadline after which one that got nowhere goes back
 * @param stepLimit how long a caller waits for one step; after that it goes on in the background
 * @param compensation how undoing is tried again
 * @param kept after they are over
 * @param cleanUp when those that are long over are forgotten, in UTC
 */
public record SagaSettings(
    Duration deadline,
    Duration stepLimit,
    Compensation compensation,
    Duration kept,
    Timetable cleanUp) {

  private static final int USUAL_RETRIES = 3;
  private static final int MOST_RETRIES = 100;
  private static final int USUAL_DAYS = 30;
  private static final int MOST_DAYS = 3_650;

  /**
   * How undoing is tried again before the pauses become minutes and hours.
   *
   * @param quickRetries how often
   * @param pause before each of them
   */
  public record Compensation(int quickRetries, Duration pause) {}

  public static SagaSettings from(Variables variables) {
    return new SagaSettings(
        variables.duration("FLUXPAY_SAGA_TIMEOUT", Duration.ofSeconds(30)),
        variables.duration("FLUXPAY_SAGA_STEP_TIMEOUT", Duration.ofSeconds(10)),
        new Compensation(
            variables.number(
                "FLUXPAY_SAGA_COMPENSATION_MAX_RETRIES", USUAL_RETRIES, 0, MOST_RETRIES),
            variables.duration(
                "FLUXPAY_SAGA_COMPENSATION_RETRY_DELAY",
                variables.duration("FLUXPAY_SAGA_RETRY_DELAY", Duration.ofSeconds(1)))),
        Duration.ofDays(
            variables.number("FLUXPAY_SAGA_CLEANUP_RETENTION_DAYS", USUAL_DAYS, 1, MOST_DAYS)),
        Timetable.from(variables, "FLUXPAY_SAGA_CLEANUP_CRON", "0 0 2 * * *", ZoneOffset.UTC));
  }
}
