package com.moalog.fluxpay.model;

/** The currencies that are accepted, each with its number of decimals. */
public enum CurrencyCode {
  KRW(0),
  JPY(0),
  USD(2),
  EUR(2);

  private final int decimals;

  CurrencyCode(int decimals) {
    this.decimals = decimals;
  }

  public int decimals() {
    return decimals;
  }
}
