package com.moalog.fluxpay.subscription.model;

import java.util.UUID;

/** Identifies a billing key here; the provider's own name of it never leaves the service. */
public record BillingKeyId(UUID value) {
  @Override
  public String toString() {
    return value.toString();
  }
}
