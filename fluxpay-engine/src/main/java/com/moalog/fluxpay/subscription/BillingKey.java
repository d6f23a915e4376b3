package com.moalog.fluxpay.subscription;

import com.moalog.fluxpay.model.UserId;
import com.moalog.fluxpay.psp.ChargeRequest;
import com.moalog.fluxpay.subscription.model.BillingKeyId;

/**
 * A customer's stored card.
 *
 * @param card the provider's secret name of it
 * @param face what people recognise it by
 * @param active whether it may be charged
 */
record BillingKey(
    BillingKeyId id, UserId userId, ChargeRequest.Card card, Face face, boolean active) {

  /** What people recognise a card by; empty texts where the provider told nothing. */
  record Face(String company, String maskedNumber) {}
}
