package com.moalog.fluxpay.payment;

import com.moalog.fluxpay.model.PaymentId;
import java.time.Duration;
import java.util.Optional;

/**
 * Which idempotency key the next confirm uses. The provider answers a repeated key with its first
 * answer, errors included, so a repeat that is meant to have an effect needs a new key. It gets one
 * only after a look-up showed that there was no effect, and only when the previous request can no
 * longer have one: it was answered, or is a minute old.
 */
final class ConfirmKey {

  static final Duration SETTLED_AFTER = Duration.ofSeconds(60);

  private ConfirmKey() {}

  static String first(PaymentId payment) {
    return of(payment, 1);
  }

  /** The key after a look-up that showed no effect. */
  static String afterNoEffect(PaymentId payment, Optional<Attempts.Last> last) {
    if (last.isEmpty()) {
      return first(payment);
    }
    boolean over = last.get().answered() || last.get().age().compareTo(SETTLED_AFTER) >= 0;
    return of(payment, over ? last.get().number() + 1 : last.get().number());
  }

  /** The key without a look-up: the previous one again. */
  static String repeated(PaymentId payment, Optional<Attempts.Last> last) {
    return last.map(attempt -> of(payment, attempt.number())).orElseGet(() -> first(payment));
  }

  private static String of(PaymentId payment, int number) {
    return "confirm-" + payment + "-" + number;
  }
}
