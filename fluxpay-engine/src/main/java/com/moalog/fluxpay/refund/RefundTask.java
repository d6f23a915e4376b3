package com.moalog.fluxpay.refund;

import com.moalog.fluxpay.model.Caller;
import com.moalog.fluxpay.refund.model.RefundId;
import com.moalog.fluxpay.task.TaskHandler;
import com.moalog.fluxpay.task.TaskKind;
import java.time.Duration;
import java.util.List;

/** Goes on with refunds until they are over, ever less often. Thread-safe. */
final class RefundTask implements TaskHandler {

  /** The pauses after each try; the last one repeats. */
  static final List<Duration> PAUSES =
      List.of(
          Duration.ofSeconds(5),
          Duration.ofSeconds(15),
          Duration.ofSeconds(30),
          Duration.ofMinutes(1),
          Duration.ofMinutes(5),
          Duration.ofMinutes(15),
          Duration.ofHours(1));

  /** By then two days have passed, and people must decide. */
  static final int ALERT_AFTER = PAUSES.size() + 47;

  private final RefundRun run;

  RefundTask(RefundRun run) {
    this.run = run;
  }

  @Override
  public TaskKind kind() {
    return TaskKind.REFUND_RECONCILE;
  }

  @Override
  public Outcome run(Caller caller, String refundId, int attempt) {
    RefundId refund = new RefundId(refundId);
    if (run.proceed(caller, refund, RefundRun.Ending.unattended())) {
      return new Outcome.Done();
    }
    if (attempt >= ALERT_AFTER) {
      run.handOver(caller, refund);
    }
    return new Outcome.Again(
        PAUSES.get(Math.min(attempt, PAUSES.size()) - 1), "the refund is not over yet");
  }
}
