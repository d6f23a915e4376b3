package com.moalog.fluxpay.payment.model;

import com.moalog.fluxpay.model.Money;
import com.moalog.fluxpay.model.OrderId;
import com.moalog.fluxpay.model.PaymentId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A payment of an order. Immutable: each transition returns the payment as it is afterwards and
 * refuses a step that {@link PaymentStatus#canBecome} does not allow.
 *
 * @param id identifies the payment
 * @param orderId the order that is paid
 * @param amount more than zero
 * @param status where the payment stands
 * @param method how the customer pays, once chosen
 * @param reference what the provider calls it
 * @param failure why it failed, if it did
 * @param refunds how much went back
 * @param times when it got where it stands
 */
public record Payment(
    PaymentId id,
    OrderId orderId,
    Money amount,
    PaymentStatus status,
    @Nullable PaymentMethod method,
    ProviderReference reference,
    @Nullable Failure failure,
    Refunds refunds,
    Times times) {

  public Payment {
    if (!amount.isPositive()) {
      throw new IllegalArgumentException("payment " + id + " is not of more than zero");
    }
    if ((status == PaymentStatus.FAILED) != (failure != null)) {
      throw new IllegalArgumentException("payment " + id + " is " + status + " for " + failure);
    }
  }

  /** A new payment; nothing was asked of the provider. */
  public static Payment ready(PaymentId id, OrderId orderId, Money amount, Instant now) {
    return new Payment(
        id,
        orderId,
        amount,
        PaymentStatus.READY,
        null,
        ProviderReference.NONE,
        null,
        Refunds.none(amount),
        new Times(now, now, null, null, null));
  }

  /** The session of the provider is about to be verified. */
  public Payment processing(PaymentMethod chosen, Instant now) {
    return with(PaymentStatus.PROCESSING, times.updated(now)).with(chosen);
  }

  /** Verification was inconclusive; the customer may try again. */
  public Payment reopened(Instant now) {
    return with(PaymentStatus.READY, times.updated(now));
  }

  /** The session is authenticated for this order and amount. */
  public Payment approved(ProviderReference session, Instant now) {
    return with(PaymentStatus.APPROVED, times.approved(now)).with(session);
  }

  /** The provider's session tells how the customer pays. */
  public Payment paidBy(PaymentMethod told) {
    return with(told);
  }

  /** The capture is about to be asked for. */
  public Payment confirming(Instant now) {
    return with(PaymentStatus.CONFIRMING, times.updated(now));
  }

  /** The capture was certainly never asked for. */
  public Payment released(Instant now) {
    return with(PaymentStatus.APPROVED, times.updated(now));
  }

  /** The capture was asked for and its outcome is not known. */
  public Payment unknown(Instant now) {
    return with(PaymentStatus.UNKNOWN, times.updated(now));
  }

  /** The provider's record says captured. */
  public Payment confirmed(ProviderReference capture, Instant now) {
    return with(PaymentStatus.CONFIRMED, times.confirmed(now)).with(capture);
  }

  /** The payment is over and nothing is captured. */
  public Payment failed(Failure why, Instant now) {
    require(PaymentStatus.FAILED);
    return new Payment(
        id,
        orderId,
        amount,
        PaymentStatus.FAILED,
        method,
        reference,
        why,
        refunds,
        times.failed(now));
  }

  /** An amount is on its way back, so that nobody can refund it a second time. */
  public Payment reservingRefund(Money part, Instant now) {
    if (part.amount().compareTo(refundable().amount()) > 0) {
      throw new IllegalStateException("payment " + id + " has no " + part + " to refund");
    }
    return with(new Refunds(refunds.completed(), refunds.pending().plus(part)), now);
  }

  /** The amount certainly stays. */
  public Payment releasingRefund(Money part, Instant now) {
    return with(new Refunds(refunds.completed(), refunds.pending().minus(part)), now);
  }

  /** The amount went back. */
  public Payment refunded(Money part, Instant now) {
    Money completed = refunds.completed().plus(part);
    PaymentStatus next =
        completed.equals(amount) ? PaymentStatus.REFUNDED : PaymentStatus.PARTIALLY_REFUNDED;
    return with(next, times.updated(now))
        .with(new Refunds(completed, refunds.pending().minus(part)), now);
  }

  private Payment with(Refunds changed, Instant now) {
    return new Payment(
        id, orderId, amount, status, method, reference, failure, changed, times.updated(now));
  }

  /** What the provider still holds, as far as is known here. */
  public Money unreturned() {
    return amount.minus(refunds.completed());
  }

  /** What may still be refunded. */
  public Money refundable() {
    return switch (status) {
      case CONFIRMED, PARTIALLY_REFUNDED ->
          amount.minus(refunds.completed()).minus(refunds.pending());
      case READY, PROCESSING, APPROVED, CONFIRMING, UNKNOWN, REFUNDED, FAILED ->
          Money.zero(amount.currency());
    };
  }

  private Payment with(PaymentStatus next, Times moment) {
    require(next);
    return new Payment(id, orderId, amount, next, method, reference, failure, refunds, moment);
  }

  private Payment with(PaymentMethod chosen) {
    return new Payment(id, orderId, amount, status, chosen, reference, failure, refunds, times);
  }

  private Payment with(ProviderReference named) {
    return new Payment(id, orderId, amount, status, method, named, failure, refunds, times);
  }

  private void require(PaymentStatus next) {
    if (!status.canBecome(next)) {
      throw new IllegalStateException("payment " + id + " is " + status + ", not to be " + next);
    }
  }

  /** How much went back to the customer, and how much is on its way. */
  public record Refunds(Money completed, Money pending) {

    static Refunds none(Money amount) {
      return new Refunds(Money.zero(amount.currency()), Money.zero(amount.currency()));
    }
  }

  /** When a payment was created, last changed, approved, confirmed and failed. */
  public record Times(
      Instant createdAt,
      Instant updatedAt,
      @Nullable Instant approvedAt,
      @Nullable Instant confirmedAt,
      @Nullable Instant failedAt) {

    Times updated(Instant now) {
      return new Times(createdAt, now, approvedAt, confirmedAt, failedAt);
    }

    Times approved(Instant now) {
      return new Times(createdAt, now, now, confirmedAt, failedAt);
    }

    Times confirmed(Instant now) {
      return new Times(createdAt, now, approvedAt, now, failedAt);
    }

    Times failed(Instant now) {
      return new Times(createdAt, now, approvedAt, confirmedAt, now);
    }
  }
}
