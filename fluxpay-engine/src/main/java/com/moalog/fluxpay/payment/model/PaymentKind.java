package com.moalog.fluxpay.payment.model;

/** How a payment came about. */
public enum PaymentKind {
  /** The customer pays once. */
  ONE_OFF,
  /** A stored billing key is charged. */
  BILLING
}
