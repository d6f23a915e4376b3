package com.moalog.server.fluxpay;

/** How a payment stands, as far as a subscription cares. */
public enum PaymentStatus {
  CONFIRMED,
  FAILED,
  /** Neither paid nor refused yet. */
  PENDING
}
