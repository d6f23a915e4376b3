package com.moalog.fluxpay.payment;

import com.moalog.fluxpay.model.CurrencyCode;
import com.moalog.fluxpay.payment.model.Payment;
import com.moalog.fluxpay.payment.model.PaymentMethod;
import com.moalog.fluxpay.payment.model.PaymentStatus;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A payment as clients see it; {@code id} repeats {@code paymentId} for older clients. */
record PaymentView(
    String paymentId,
    String id,
    String orderId,
    PaymentStatus status,
    BigDecimal amount,
    CurrencyCode currency,
    PaymentMethod.@Nullable Type paymentMethod,
    @Nullable String easyPayProvider,
    @Nullable String pgTransactionId,
    @Nullable String failureCode,
    @Nullable String failureReason,
    BigDecimal refundedAmount,
    BigDecimal refundableAmount,
    @Nullable String receiptUrl,
    @Nullable Instant approvedAt,
    @Nullable Instant confirmedAt,
    @Nullable Instant failedAt,
    Instant createdAt,
    Instant updatedAt) {

  static PaymentView of(Payment payment) {
    PaymentMethod method = payment.method();
    return new PaymentView(
        payment.id().toString(),
        payment.id().toString(),
        payment.orderId().toString(),
        payment.status(),
        payment.amount().amount(),
        payment.amount().currency(),
        method == null ? null : method.type(),
        provider(method),
        payment.reference().transactionId(),
        payment.failure() == null ? null : payment.failure().code(),
        payment.failure() == null ? null : payment.failure().reason(),
        payment.refunds().completed().amount(),
        payment.refundable().amount(),
        payment.reference().receiptUrl(),
        payment.times().approvedAt(),
        payment.times().confirmedAt(),
        payment.times().failedAt(),
        payment.times().createdAt(),
        payment.times().updatedAt());
  }

  private static @Nullable String provider(@Nullable PaymentMethod method) {
    return method != null && method.type() == PaymentMethod.Type.EASY_PAY
        ? method.displayName()
        : null;
  }
}
