package com.moalog.fluxpay.payment;

import com.moalog.fluxpay.payment.model.Payment;

/**
 * A payment with its place in the event history.
 *
 * @param payment the payment
 * @param eventSequence the sequence of its last event
 */
public record StoredPayment(Payment payment, long eventSequence) {}
