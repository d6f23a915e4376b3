package com.moalog.server.subscription.model;

/** What can be heard about a payment. */
public enum PaymentNews {
  CONFIRMED,
  FAILED
}
