package com.moalog.fluxpay.refund.model;

import com.moalog.fluxpay.model.Money;
import com.moalog.fluxpay.model.PaymentId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A refund of a payment. Immutable: each transition returns the refund as it is afterwards and
 * refuses a step that {@link RefundStatus#canBecome} does not allow.
 *
 * @param id identifies the refund
 * @param payment whose money goes back
 * @param amount more than zero, in the payment's currency
 * @param cause who wanted it, and why
 * @param status where the refund stands
 * @param result how it ended, as far as it did
 * @param times when it got where it stands
 */
public record Refund(
    RefundId id,
    PaymentId payment,
    Money amount,
    Cause cause,
    RefundStatus status,
    Result result,
    Times times) {

  public Refund {
    if (!amount.isPositive()) {
      throw new IllegalArgumentException("refund " + id + " is not of more than zero");
    }
    if ((status == RefundStatus.COMPLETED) != (result.transactionKey() != null)) {
      throw new IllegalArgumentException("refund " + id + " is " + status + " with " + result);
    }
    if ((status == RefundStatus.FAILED) != (result.failureCode() != null)) {
      throw new IllegalArgumentException("refund " + id + " is " + status + " with " + result);
    }
  }

  /** A new refund, of an amount that is reserved on the payment in the same transaction. */
  public static Refund requested(
      RefundId id, PaymentId payment, Money amount, Cause cause, Instant now) {
    return new Refund(
        id, payment, amount, cause, RefundStatus.REQUESTED, Result.NONE, new Times(now, now, null));
  }

  /** The provider is about to be asked. */
  public Refund processing(Instant now) {
    return moved(RefundStatus.PROCESSING, Result.NONE, new Times(times.requestedAt, now, null));
  }

  /** The provider provably did not get the request. */
  public Refund released(Instant now) {
    return moved(RefundStatus.REQUESTED, Result.NONE, new Times(times.requestedAt, now, null));
  }

  /** The provider's record carries the refund. */
  public Refund completed(String transactionKey, Instant now) {
    return moved(
        RefundStatus.COMPLETED,
        new Result(transactionKey, null, null),
        new Times(times.requestedAt, now, now));
  }

  /** The money certainly stays. */
  public Refund failed(String code, String message, Instant now) {
    return moved(
        RefundStatus.FAILED,
        new Result(null, code, message),
        new Times(times.requestedAt, now, null));
  }

  private Refund moved(RefundStatus next, Result ended, Times moment) {
    if (!status.canBecome(next)) {
      throw new IllegalStateException("refund " + id + " is " + status + ", not to be " + next);
    }
    return new Refund(id, payment, amount, cause, next, ended, moment);
  }

  /** Who wanted the refund, and what the customer reads on the statement. */
  public record Cause(Initiator initiator, @Nullable String reason) {}

  /**
   * How a refund ended.
   *
   * @param transactionKey the provider's name of the movement of money
   * @param failureCode the provider's code, or one of ours
   * @param errorMessage for people
   */
  public record Result(
      @Nullable String transactionKey,
      @Nullable String failureCode,
      @Nullable String errorMessage) {

    public static final Result NONE = new Result(null, null, null);
  }

  /** When a refund was requested, last changed and completed. */
  public record Times(Instant requestedAt, Instant updatedAt, @Nullable Instant completedAt) {}
}
