package com.moalog.fluxpay.subscription.model;

/** The unit that billing periods are counted in. */
public enum BillingInterval {
  MONTH(1),
  YEAR(12);

  private final int months;

  BillingInterval(int months) {
    this.months = months;
  }

  int months() {
    return months;
  }
}
