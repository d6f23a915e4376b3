package com.moalog.chaos.money;

/**
 * An order that somebody tried to pay.
 *
 * @param paymentId empty when there was none yet
 * @param isCaptureAsked whether the provider may have been asked for the money
 */
record Purchase(String orderId, String paymentId, boolean isCaptureAsked) {}
