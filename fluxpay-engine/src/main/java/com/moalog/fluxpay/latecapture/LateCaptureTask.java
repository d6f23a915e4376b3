package com.moalog.fluxpay.latecapture;

import com.moalog.fluxpay.model.Caller;
import com.moalog.fluxpay.model.PaymentId;
import com.moalog.fluxpay.task.TaskHandler;
import com.moalog.fluxpay.task.TaskKind;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Returns late captures until the money is back, ever less often. Thread-safe. */
final class LateCaptureTask implements TaskHandler {

  /** The pauses after each try; the last one repeats. */
  static final List<Duration> PAUSES =
      List.of(
          Duration.ofSeconds(5),
          Duration.ofSeconds(30),
          Duration.ofMinutes(1),
          Duration.ofMinutes(5),
          Duration.ofMinutes(15),
          Duration.ofHours(1));

  /** By then a day has passed, and people must decide. */
  static final int ALERT_AFTER = PAUSES.size() + 23;

  private static final Logger LOG = LoggerFactory.getLogger(LateCaptureTask.class);

  private final LateCaptures captures;

  LateCaptureTask(LateCaptures captures) {
    this.captures = captures;
  }

  @Override
  public TaskKind kind() {
    return TaskKind.LATE_CAPTURE;
  }

  @Override
  public Outcome run(Caller caller, String paymentId, int attempt) {
    if (captures.proceed(caller, new PaymentId(UUID.fromString(paymentId)))) {
      return new Outcome.Done();
    }
    if (attempt >= ALERT_AFTER) {
      LOG.error("MANUAL: the late capture of payment {} is still not returned", paymentId);
    }
    return new Outcome.Again(
        PAUSES.get(Math.min(attempt, PAUSES.size()) - 1), "the money is not known to be back");
  }
}
