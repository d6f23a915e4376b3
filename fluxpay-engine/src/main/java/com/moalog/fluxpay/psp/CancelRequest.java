package com.moalog.fluxpay.psp;

import com.moalog.fluxpay.model.Money;

/**
 * Which money is to go back.
 *
 * @param paymentKey the provider's name of the captured payment
 * @param amount how much of it
 * @param tag ends the reason, so that the provider's record tells whose movement it is
 * @param reason for the customer's statement
 * @param idempotencyKey a repeat under the same key has the same effect and answer
 */
public record CancelRequest(
    String paymentKey, Money amount, String tag, String reason, String idempotencyKey) {}
