package com.moalog.fluxpay.payment.model;

import org.jspecify.annotations.Nullable;

/**
 * How a customer pays.
 *
 * @param type the kind of instrument
 * @param displayName at most 100 characters; for {@link Type#EASY_PAY} the provider, and mandatory
 */
public record PaymentMethod(Type type, @Nullable String displayName) {

  public PaymentMethod {
    if (type == Type.EASY_PAY && displayName == null) {
      throw new IllegalArgumentException("EASY_PAY needs its provider");
    }
  }

  /** The kinds of instruments. */
  public enum Type {
    CARD,
    BANK_TRANSFER,
    VIRTUAL_ACCOUNT,
    MOBILE,
    EASY_PAY
  }
}
