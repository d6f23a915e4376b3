package com.moalog.fluxpay.refund.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.moalog.fluxpay.model.CurrencyCode;
import com.moalog.fluxpay.model.Money;
import com.moalog.fluxpay.model.PaymentId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RefundTransitionsTest {

  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

  private static Refund requested() {
    return Refund.requested(
        new RefundId("ref_" + "a".repeat(32)),
        new PaymentId(new UUID(1, 1)),
        Money.of(100, CurrencyCode.KRW),
        new Refund.Cause(Initiator.CLIENT, null),
        START);
  }

  /** A refused step leaves the refund as it is; an accepted one follows the table. */
  @Property
  void keepsItsPromisesWhateverHappensInWhateverOrder(
      @ForAll @Size(max = 20) List<RefundStatus> steps) {
    Refund refund = requested();
    Instant now = START;
    for (RefundStatus target : steps) {
      now = now.plusSeconds(1);
      Refund before = refund;
      Instant at = now;
      if (before.status().canBecome(target)) {
        refund = taken(before, target, at);
        assertThat(refund.status()).isEqualTo(target);
      } else {
        assertThatThrownBy(() -> taken(before, target, at))
            .isInstanceOf(IllegalStateException.class);
      }
      assertThat(refund.amount()).isEqualTo(before.amount());
      assertThat(refund.times().requestedAt()).isEqualTo(START);
      assertThat(refund.times().completedAt() != null)
          .isEqualTo(refund.status() == RefundStatus.COMPLETED);
    }
  }

  private static Refund taken(Refund refund, RefundStatus target, Instant now) {
    return switch (target) {
      case REQUESTED -> refund.released(now);
      case PROCESSING -> refund.processing(now);
      case COMPLETED -> refund.completed("transaction", now);
      case FAILED -> refund.failed("CODE", "message", now);
    };
  }

  @Property
  void nothingLeavesATerminalState(@ForAll RefundStatus next) {
    assertThat(RefundStatus.COMPLETED.canBecome(next)).isFalse();
    assertThat(RefundStatus.FAILED.canBecome(next)).isFalse();
  }

  @Test
  void refusesAnIdOfAnotherForm() {
    assertThat(RefundId.parse("ref_" + "A".repeat(32))).isEmpty();
    assertThat(RefundId.parse("ref_" + "a".repeat(31))).isEmpty();
    assertThatThrownBy(() -> new RefundId("")).isInstanceOf(IllegalArgumentException.class);
    assertThat(RefundId.parse("ref_" + "a".repeat(32))).isPresent();
  }
}
