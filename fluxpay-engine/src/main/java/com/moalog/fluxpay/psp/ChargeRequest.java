package com.moalog.fluxpay.psp;

import com.moalog.fluxpay.model.Money;
import com.moalog.fluxpay.model.PaymentId;

/**
 * What is to be charged.
 *
 * @param card whose card
 * @param payment names the charge at the provider
 * @param amount how much
 * @param orderName for the customer's statement, at most 100 characters
 * @param idempotencyKey a repeat under the same key has the same effect and answer
 */
public record ChargeRequest(
    Card card, PaymentId payment, Money amount, String orderName, String idempotencyKey) {

  /** A stored card; never appears in text. */
  public record Card(String billingKey, String customerKey) {
    @Override
    public String toString() {
      return "a card";
    }
  }
}
