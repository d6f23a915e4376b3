package com.moalog.sandbox.toss.model;

/** Where a payment stands, as the provider names it. */
public enum PaymentStatus {
  READY,
  IN_PROGRESS,
  WAITING_FOR_DEPOSIT,
  DONE,
  CANCELED,
  PARTIAL_CANCELED,
  ABORTED,
  EXPIRED
}
