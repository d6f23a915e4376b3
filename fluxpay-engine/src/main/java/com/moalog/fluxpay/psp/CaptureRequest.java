package com.moalog.fluxpay.psp;

import com.moalog.fluxpay.model.Money;
import com.moalog.fluxpay.model.OrderId;

/**
 * What is to be captured.
 *
 * @param paymentKey the provider's name of the authenticated session
 * @param orderId the order that the session was opened for
 * @param amount the amount that the session was opened for
 * @param idempotencyKey a repeat under the same key has the same effect and answer
 */
public record CaptureRequest(
    String paymentKey, OrderId orderId, Money amount, String idempotencyKey) {}
