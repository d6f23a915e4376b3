package com.moalog.fluxpay.refund;

import com.moalog.fluxpay.payment.Attempts;
import com.moalog.fluxpay.refund.model.RefundId;
import java.time.Duration;
import java.util.Optional;

/**
 * Which idempotency key the next cancel uses. The provider answers a repeated key with its first
 * answer, errors included. Two keys could give the money back twice. So a new one is taken only
 * after a look-up showed no effect, and only when the previous request should no longer have one:
 * it was answered, or is a minute old. Should it arrive even later, because a machine stood still,
 * the balance that each request carries makes the provider refuse it ({@link
 * com.moalog.fluxpay.psp.CancelRequest}).
 */
final class RefundKey {

  static final Duration SETTLED_AFTER = Duration.ofSeconds(60);

  private RefundKey() {}

  /** The key without a look-up: the previous one again. */
  static String repeated(RefundId refund, Optional<Attempts.Last> last) {
    return of(refund, last.map(Attempts.Last::number).orElse(1));
  }

  /** The key after a look-up that showed no effect. */
  static String afterNoEffect(RefundId refund, Optional<Attempts.Last> last) {
    boolean over =
        last.filter(one -> one.answered() || one.age().compareTo(SETTLED_AFTER) >= 0).isPresent();
    return over ? of(refund, last.orElseThrow().number() + 1) : repeated(refund, last);
  }

  private static String of(RefundId refund, int number) {
    return refund + "-" + number;
  }
}
