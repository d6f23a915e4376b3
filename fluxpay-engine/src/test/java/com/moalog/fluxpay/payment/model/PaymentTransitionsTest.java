package com.moalog.fluxpay.payment.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.moalog.fluxpay.model.CurrencyCode;
import com.moalog.fluxpay.model.Money;
import com.moalog.fluxpay.model.OrderId;
import com.moalog.fluxpay.model.PaymentId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

class PaymentTransitionsTest {

  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

  /** Everything that can happen to a payment in this engine. */
  enum Step {
    PROCESS,
    REOPEN,
    APPROVE,
    CONFIRM,
    RELEASE,
    DOUBT,
    CAPTURE,
    FAIL
  }

  @Property
  void keepsItsPromisesWhateverHappensInWhateverOrder(@ForAll @Size(max = 30) List<Step> steps) {
    Payment payment =
        Payment.ready(
            new PaymentId(new UUID(1, 1)),
            new OrderId(new UUID(2, 2)),
            Money.of(9900, CurrencyCode.KRW),
            START);
    Instant now = START;
    for (Step step : steps) {
      now = now.plusSeconds(1);
      payment = tried(payment, step, now);
      boolean captured = payment.times().confirmedAt() != null;
      assertThat(captured).isEqualTo(payment.status() == PaymentStatus.CONFIRMED);
      assertThat(payment.times().failedAt() != null)
          .isEqualTo(payment.status() == PaymentStatus.FAILED);
      assertThat(payment.failure() != null).isEqualTo(payment.status() == PaymentStatus.FAILED);
    }
  }

  /** A refused step leaves the payment as it is; an accepted one follows the table. */
  private static Payment tried(Payment before, Step step, Instant now) {
    PaymentStatus target = target(step);
    if (!before.status().canBecome(target)) {
      assertThatThrownBy(() -> taken(before, step, now)).isInstanceOf(IllegalStateException.class);
      return before;
    }
    Payment after = taken(before, step, now);
    assertThat(after.status()).isEqualTo(target);
    assertThat(after.amount()).isEqualTo(before.amount());
    return after;
  }

  private static PaymentStatus target(Step step) {
    return switch (step) {
      case PROCESS -> PaymentStatus.PROCESSING;
      case REOPEN -> PaymentStatus.READY;
      case APPROVE, RELEASE -> PaymentStatus.APPROVED;
      case CONFIRM -> PaymentStatus.CONFIRMING;
      case DOUBT -> PaymentStatus.UNKNOWN;
      case CAPTURE -> PaymentStatus.CONFIRMED;
      case FAIL -> PaymentStatus.FAILED;
    };
  }

  private static Payment taken(Payment payment, Step step, Instant now) {
    return switch (step) {
      case PROCESS -> payment.processing(new PaymentMethod(PaymentMethod.Type.CARD, null), now);
      case REOPEN -> payment.reopened(now);
      case APPROVE -> payment.approved(new ProviderReference("key", null, null), now);
      case CONFIRM -> payment.confirming(now);
      case RELEASE -> payment.released(now);
      case DOUBT -> payment.unknown(now);
      case CAPTURE -> payment.confirmed(new ProviderReference("key", "transaction", null), now);
      case FAIL -> payment.failed(Failure.voided(), now);
    };
  }

  @Property
  void nothingLeavesATerminalState(@ForAll PaymentStatus next) {
    assertThat(PaymentStatus.FAILED.canBecome(next)).isFalse();
    assertThat(PaymentStatus.REFUNDED.canBecome(next)).isFalse();
  }

  @Property
  void anUnknownOutcomeEndsOnlyInACaptureOrAFailure(@ForAll PaymentStatus next) {
    assertThat(PaymentStatus.UNKNOWN.canBecome(next))
        .isEqualTo(next == PaymentStatus.CONFIRMED || next == PaymentStatus.FAILED);
  }
}
