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
import java.util.function.Supplier;

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
    return saga.proceed(
            caller,
            payment,
            step ->
                patience
                    .await(limit, () -> traced(caller, step))
                    .orElse(Optional.of(PaymentSaga.Halt.UNDER_WAY)))
        != PaymentSaga.Halt.UNDER_WAY;
  }

  private Optional<PaymentSaga.Halt> traced(
      Caller caller, Supplier<Optional<PaymentSaga.Halt>> step) {
    try (Operation operation =
            tracing.receive(
                "checkout step", TraceHeaders.ofTraceParent(caller.trace().traceParent()));
        var _ = operation.activate()) {
      return step.get();
    }
  }
}
