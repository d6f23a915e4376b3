package com.moalog.fluxpay.payment.model;

import org.jspecify.annotations.Nullable;

/** What the provider calls the payment; each part is absent until the provider names it. */
public record ProviderReference(
    @Nullable String paymentKey, @Nullable String transactionId, @Nullable String receiptUrl) {

  public static final ProviderReference NONE = new ProviderReference(null, null, null);
}
