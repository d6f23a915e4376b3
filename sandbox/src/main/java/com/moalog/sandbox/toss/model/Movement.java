package com.moalog.sandbox.toss.model;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * Money that really moved. Immutable.
 *
 * @param amount positive for a capture, negative for a cancellation
 */
public record Movement(
    String transactionKey,
    String paymentKey,
    String orderId,
    PaymentMethod method,
    BigDecimal amount,
    String currency,
    PaymentStatus status,
    Instant at) {

  public boolean isCapture() {
    return amount.signum() > 0;
  }
}
