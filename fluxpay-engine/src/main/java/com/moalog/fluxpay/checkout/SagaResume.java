package com.moalog.fluxpay.checkout;

import com.moalog.fluxpay.model.Caller;
import com.moalog.fluxpay.model.PaymentId;
import com.moalog.fluxpay.task.TaskHandler;
import com.moalog.fluxpay.task.TaskKind;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * Goes on with a saga whose process died, whose payment is settled, or whose money goes back. One
 * that waits for its payment needs no task: settling the payment schedules it anew. Thread-safe.
 */
final class SagaResume implements TaskHandler {

  /** Until a verification that was under way is looked at again. */
  static final Duration VERIFYING_PAUSE = Duration.ofSeconds(5);

  private final PaymentSaga saga;
  private final CompensationPlan plan;

  SagaResume(PaymentSaga saga, CompensationPlan plan) {
    this.saga = saga;
    this.plan = plan;
  }

  @Override
  public TaskKind kind() {
    return TaskKind.SAGA_RESUME;
  }

  @Override
  public Outcome run(Caller caller, String reference, int attempt) {
    PaymentId payment = new PaymentId(UUID.fromString(reference));
    return switch (saga.proceed(caller, payment)) {
      case OVER -> new Outcome.Done();
      case VERIFYING, UNDER_WAY -> new Outcome.Again(VERIFYING_PAUSE, "a step is under way");
      case PARKED ->
          saga.isCompensating(caller, payment)
              ? compensated(caller, payment, attempt)
              : new Outcome.Done();
    };
  }

  private Outcome compensated(Caller caller, PaymentId payment, int attempt) {
    Optional<Duration> pause = plan.pauseAfter(attempt);
    if (pause.isEmpty()) {
      saga.abandon(caller, payment);
      return new Outcome.Done();
    }
    return new Outcome.Again(pause.get(), "the money is not back yet");
  }
}
