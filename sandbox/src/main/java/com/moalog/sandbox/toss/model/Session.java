package com.moalog.sandbox.toss.model;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * What is fixed when a payment begins. Immutable.
 *
 * @param isBilling charged through a billing key, so nobody authenticates it
 * @param secret what a deposit call-back of this payment carries
 */
public record Session(
    String paymentKey,
    String orderId,
    String orderName,
    PaymentMethod method,
    BigDecimal amount,
    String currency,
    Instant requestedAt,
    boolean isBilling,
    String secret) {}
