package com.moalog.fluxpay.payment;

import com.moalog.fluxpay.model.Caller;
import com.moalog.fluxpay.model.PaymentId;
import com.moalog.fluxpay.task.TaskHandler;
import com.moalog.fluxpay.task.TaskKind;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** Looks payments up until their outcome is known, ever less often. Thread-safe. */
final class ReconcileTask implements TaskHandler {

  /** The pauses after each look; the last one repeats. */
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

  private final Reconciliation reconciliation;

  ReconcileTask(Reconciliation reconciliation) {
    this.reconciliation = reconciliation;
  }

  @Override
  public TaskKind kind() {
    return TaskKind.PAYMENT_RECONCILE;
  }

  @Override
  public Outcome run(Caller caller, String paymentId, int attempt) {
    PaymentId payment = new PaymentId(UUID.fromString(paymentId));
    if (reconciliation.look(caller, payment)) {
      return new Outcome.Done();
    }
    if (attempt >= ALERT_AFTER) {
      reconciliation.handOver(caller, payment);
    }
    return new Outcome.Again(
        PAUSES.get(Math.min(attempt, PAUSES.size()) - 1), "the outcome is not known yet");
  }
}
