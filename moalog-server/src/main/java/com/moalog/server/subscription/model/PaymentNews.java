package com.moalog.server.subscription.model;

/** What can be heard about a payment. */
public enum PaymentNews {
  CONFIRMED,
  FAILED,
  /** All of the money went back. */
  REFUNDED
}
