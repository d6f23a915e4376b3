package com.moalog.fluxpay.refund;

import com.moalog.fluxpay.model.CurrencyCode;
import com.moalog.fluxpay.refund.model.Refund;
import com.moalog.fluxpay.refund.model.RefundStatus;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A refund as clients see it. */
record RefundView(
    String refundId,
    String paymentId,
    BigDecimal amount,
    CurrencyCode currency,
    RefundStatus status,
    @Nullable String reason,
    @Nullable String pgRefundId,
    @Nullable String failureCode,
    @Nullable String errorMessage,
    Instant requestedAt,
    @Nullable Instant completedAt) {

  static RefundView of(Refund refund) {
    return new RefundView(
        refund.id().value(),
        refund.payment().toString(),
        refund.amount().amount(),
        refund.amount().currency(),
        refund.status(),
        refund.cause().reason(),
        refund.result().transactionKey(),
        refund.result().failureCode(),
        refund.result().errorMessage(),
        refund.times().requestedAt(),
        refund.times().completedAt());
  }
}
