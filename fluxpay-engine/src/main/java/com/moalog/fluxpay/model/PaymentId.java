package com.moalog.fluxpay.model;

import java.util.UUID;

/** Identifies a payment. */
public record PaymentId(UUID value) {

  @Override
  public String toString() {
    return value.toString();
  }
}
