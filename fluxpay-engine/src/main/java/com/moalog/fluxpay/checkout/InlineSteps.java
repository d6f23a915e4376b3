package com.moalog.fluxpay.checkout;

import com.moalog.fluxpay.http.Patience;
import com.moalog.fluxpay.http.RefusedException;
import com.moalog.fluxpay.model.Caller;
import com.moalog.fluxpay.model.PaymentId;
import com.moalog.kit.tracing.Operation;
import com.moalog.kit.tracing.TraceHeaders;
import com.moalog.kit.tracing.Tracing;
import java.time.Duration;
import java.util.Optional;

/**
 * The steps of a saga that a caller waits for, each for a limited time. A step that takes longer
 * goes on in the background, and the saga's task takes the next ones. Thread-safe.
 */
final class InlineSteps {

  private final PaymentSaga saga;
  private final Patience patience;
  private final Duration limit;
  private final Tracing tracing;

  InlineSteps(PaymentSaga saga, Patience patience, Duration limit, Tracing tracing) {
    this.saga = saga;
    this.patience = patience;
    this.limit = limit;
    this.tracing = tracing;
  }

  /**
   * Goes on with the saga as far as it can.
   *
   * @return false when a step is still under way
   * @throws RefusedException when the provider could not be asked; nothing is captured
   */
  boolean proceed(Caller caller, PaymentId payment) {
    for (int i = 0; i < PaymentSaga.TURNS_MOST; i++) {
      Optional<Optional<PaymentSaga.Halt>> step =
          patience.await(limit, () -> step(caller, payment));
      if (step.isEmpty()) {
        return false;
      }
      if (step.get().isPresent()) {
        return true;
      }
    }
    return true;
  }

  private Optional<PaymentSaga.Halt> step(Caller caller, PaymentId payment) {
    try (Operation operation =
            tracing.receive(
                "checkout step", TraceHeaders.ofTraceParent(caller.trace().traceParent()));
        var _ = operation.activate()) {
      return saga.step(caller, payment);
    }
  }
}
