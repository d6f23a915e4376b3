package com.moalog.server.subscription.model;

/** What news about a payment does to a subscription. */
public enum PaymentEffect {
  /** It becomes the member's active one. */
  ACTIVATE,
  /** It is over before it began. */
  EXPIRE,
  /** Money was taken for something that was cancelled: somebody has to give it back. */
  REFUND,
  /** Nobody waits for a refund any more. */
  SETTLE_REFUND,
  /** Nothing changes. */
  NONE
}
