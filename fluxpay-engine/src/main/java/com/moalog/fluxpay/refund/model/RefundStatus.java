package com.moalog.fluxpay.refund.model;

/** Where a refund stands. */
public enum RefundStatus {
  /** The amount is reserved; the provider was not asked, or provably did not get the request. */
  REQUESTED,
  /** The provider was asked, or is about to be; whether the money went back may be unknown. */
  PROCESSING,
  /** The provider's record says that the money went back. */
  COMPLETED,
  /** The money certainly stays; the amount can be refunded again. */
  FAILED;

  /** Whether a refund may go from here to there in one step. */
  public boolean canBecome(RefundStatus next) {
    return switch (this) {
      case REQUESTED -> next == PROCESSING || next == FAILED;
      case PROCESSING -> next == COMPLETED || next == FAILED || next == REQUESTED;
      case COMPLETED, FAILED -> false;
    };
  }

  /** Whether nothing will change any more. */
  public boolean isFinal() {
    return this == COMPLETED || this == FAILED;
  }
}
