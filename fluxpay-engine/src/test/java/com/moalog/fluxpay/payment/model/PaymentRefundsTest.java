package com.moalog.fluxpay.payment.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.moalog.fluxpay.model.CurrencyCode;
import com.moalog.fluxpay.model.Money;
import com.moalog.fluxpay.model.OrderId;
import com.moalog.fluxpay.model.PaymentId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class PaymentRefundsTest {

  private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
  private static final int AMOUNT = 1_000;

  private static Money won(long amount) {
    return Money.of(amount, CurrencyCode.KRW);
  }

  private static Payment captured() {
    return Payment.ready(
            new PaymentId(new UUID(1, 1)), new OrderId(new UUID(2, 2)), won(AMOUNT), NOW)
        .processing(new PaymentMethod(PaymentMethod.Type.CARD, null), NOW)
        .approved(new ProviderReference("key", null, null), NOW)
        .confirming(NOW)
        .confirmed(new ProviderReference("key", "transaction", null), NOW);
  }

  /** Reserves, and later completes or releases, in any order: the sum never leaves the amount. */
  @Property
  void neverGivesBackMoreThanWasTaken(
      @ForAll @Size(max = 30) List<@IntRange(min = 1, max = 600) Integer> wishes,
      @ForAll @Size(max = 30) List<Boolean> ends) {
    Payment payment = captured();
    List<Money> pending = new ArrayList<>();
    long expectedBack = 0;
    for (int turn = 0; turn < Math.max(wishes.size(), ends.size()); turn++) {
      if (turn < wishes.size()) {
        Money wish = won(wishes.get(turn));
        Payment before = payment;
        if (wish.amount().compareTo(payment.refundable().amount()) > 0) {
          assertThatThrownBy(() -> before.reservingRefund(wish, NOW))
              .isInstanceOf(IllegalStateException.class);
        } else {
          payment = payment.reservingRefund(wish, NOW);
          pending.add(wish);
        }
      }
      if (turn < ends.size() && !pending.isEmpty()) {
        Money part = pending.removeFirst();
        payment = ends.get(turn) ? payment.refunded(part, NOW) : payment.releasingRefund(part, NOW);
        expectedBack += ends.get(turn) ? part.amount().longValueExact() : 0;
      }
      assertThat(payment.refunds().completed()).isEqualTo(won(expectedBack));
      assertThat(payment.refunds().completed().plus(payment.refunds().pending()).amount())
          .isLessThanOrEqualTo(payment.amount().amount());
      assertThat(payment.status())
          .isEqualTo(
              expectedBack == AMOUNT
                  ? PaymentStatus.REFUNDED
                  : expectedBack > 0 ? PaymentStatus.PARTIALLY_REFUNDED : PaymentStatus.CONFIRMED);
    }
  }
}
