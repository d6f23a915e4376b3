package com.moalog.fluxpay.checkout;

import com.moalog.fluxpay.model.Caller;
import com.moalog.fluxpay.model.PaymentId;
import com.moalog.fluxpay.task.TaskHandler;
import com.moalog.fluxpay.task.TaskKind;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/**
 * Goes on with a saga whose process died, whose payment is settled, or whose money goes back. One
 * that waits for its payment needs no task: settling the payment schedules it anew. Thread-safe.
 */
final class SagaResume implements TaskHandler {

  /** The pauses while money goes back; the last one repeats. */
  static final List<Duration> PAUSES =
      List.of(
          Duration.ofSeconds(2),
          Duration.ofMinutes(1),
          Duration.ofMinutes(5),
          Duration.ofMinutes(30),
          Duration.ofHours(1));

  /** Until a verification that was under way is looked at again. */
  static final Duration VERIFYING_PAUSE = Duration.ofSeconds(5);

  /** By then a day has passed. */
  static final int ATTEMPTS_MOST = PAUSES.size() + 23;

  private final PaymentSaga saga;

  SagaResume(PaymentSaga saga) {
    this.saga = saga;
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
      case VERIFYING -> new Outcome.Again(VERIFYING_PAUSE, "the session is being verified");
      case PARKED ->
          saga.isCompensating(caller, payment)
              ? compensated(caller, payment, attempt)
              : new Outcome.Done();
    };
  }

  private Outcome compensated(Caller caller, PaymentId payment, int attempt) {
    if (attempt >= ATTEMPTS_MOST) {
      saga.abandon(caller, payment);
      return new Outcome.Done();
    }
    return new Outcome.Again(
        PAUSES.get(Math.min(attempt, PAUSES.size()) - 1), "the money is not back yet");
  }
}
