package com.moalog.fluxpay.payment.model;

/** Where a payment stands. */
public enum PaymentStatus {
  /** Created; nothing was asked of the provider. */
  READY,
  /** The provider's session is being verified; no money can move. */
  PROCESSING,
  /** The customer's session is authenticated; nothing is captured. */
  APPROVED,
  /** A capture was asked for, or is about to be. */
  CONFIRMING,
  /** A capture was asked for and its outcome is not known; only a look-up may end this. */
  UNKNOWN,
  CONFIRMED,
  PARTIALLY_REFUNDED,
  REFUNDED,
  FAILED;

  /** Whether a payment may go from here to there in one step. */
  public boolean canBecome(PaymentStatus next) {
    return switch (this) {
      case READY -> next == PROCESSING || next == FAILED;
      case PROCESSING -> next == APPROVED || next == FAILED || next == READY;
      case APPROVED -> next == CONFIRMING || next == FAILED;
      case CONFIRMING -> next == CONFIRMED || next == FAILED || next == APPROVED || next == UNKNOWN;
      case UNKNOWN -> next == CONFIRMED || next == FAILED;
      case CONFIRMED -> next == PARTIALLY_REFUNDED || next == REFUNDED;
      case PARTIALLY_REFUNDED -> next == PARTIALLY_REFUNDED || next == REFUNDED;
      case REFUNDED, FAILED -> false;
    };
  }

  /** Whether a capture may have been asked for without its outcome being known. */
  public boolean isInFlight() {
    return this == CONFIRMING || this == UNKNOWN;
  }

  /** Whether the payment can be given up without the provider: certainly nothing is captured. */
  public boolean isVoidable() {
    return this == READY || this == APPROVED;
  }
}
