package com.moalog.sandbox.toss.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PaymentTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final BigDecimal PRICE = BigDecimal.valueOf(9900);

  private static Payment ready() {
    return Payment.opened(
        new Session(
            "key", "order-1", "Order", PaymentMethod.CARD, PRICE, "KRW", START, false, "secret"));
  }

  private static Payment after(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Moved.class);
    return ((Outcome.Moved) outcome).payment();
  }

  private static Payment paid() {
    Payment inProgress = after(ready().authenticate(START));
    return after(inProgress.confirm("order-1", PRICE, START, "t1"));
  }

  @Test
  void aReadySessionExpiresAfterItsLimitAndNotAtIt() {
    Instant limit = START.plus(Payment.READY_LIMIT);

    assertThat(ready().at(limit).status()).isEqualTo(PaymentStatus.READY);
    assertThat(ready().at(limit.plusNanos(1)).status()).isEqualTo(PaymentStatus.EXPIRED);
  }

  @Test
  void anAuthenticatedSessionExpiresAfterItsLimitAndNotAtIt() {
    Payment payment = after(ready().authenticate(START.plusSeconds(60)));
    Instant limit = START.plusSeconds(60).plus(Payment.IN_PROGRESS_LIMIT);

    assertThat(payment.at(limit).status()).isEqualTo(PaymentStatus.IN_PROGRESS);
    assertThat(payment.at(limit.plusNanos(1)).status()).isEqualTo(PaymentStatus.EXPIRED);
  }

  @Test
  void aPaidPaymentNeverExpires() {
    assertThat(paid().at(START.plus(Duration.ofDays(3_650))).status())
        .isEqualTo(PaymentStatus.DONE);
  }

  @Test
  void theLastWonCanBeGivenBackAndNotOneMore() {
    Payment almost = after(paid().cancel(wish(9899), START, "t2"));

    assertThat(almost.balance()).isEqualByComparingTo("1");
    assertThat(almost.cancel(wish(2), START, "t3"))
        .isEqualTo(new Outcome.Refused(Refusal.NOT_CANCELABLE_AMOUNT));
    assertThat(after(almost.cancel(wish(1), START, "t3")).status())
        .isEqualTo(PaymentStatus.CANCELED);
  }

  @Test
  void refusesToCancelOnAWrongBeliefAboutTheBalance() {
    CancelWish wrong = new CancelWish("why", null, BigDecimal.valueOf(1), false);

    assertThat(paid().cancel(wrong, START, "t2"))
        .isEqualTo(new Outcome.Refused(Refusal.NOT_MATCHES_REFUNDABLE_AMOUNT));
  }

  private static CancelWish wish(long amount) {
    return new CancelWish("why", BigDecimal.valueOf(amount), null, false);
  }

  @Test
  void anAbortedPaymentCannotBeConfirmed() {
    Payment aborted = after(ready().abort());

    assertThat(aborted.confirm("order-1", PRICE, START, "t1"))
        .isEqualTo(new Outcome.Refused(Refusal.NOT_FOUND_PAYMENT_SESSION));
    assertThat(aborted.authenticate(START)).isInstanceOf(Outcome.Refused.class);
    assertThat(paid().abort()).isInstanceOf(Outcome.Refused.class);
  }

  @Test
  void aMovementHasTheAmountOfItsCaptureOrCancel() {
    Payment inProgress = after(ready().authenticate(START));
    Outcome.Moved capture =
        (Outcome.Moved) inProgress.confirm("order-1", new BigDecimal("9900.0"), START, "t1");
    Outcome.Moved cancel = (Outcome.Moved) capture.payment().cancel(wish(900), START, "t2");

    assertThat(capture.movements()).extracting(Movement::amount).containsExactly(PRICE);
    assertThat(cancel.movements())
        .extracting(Movement::amount)
        .containsExactly(BigDecimal.valueOf(-900));
  }
}
