package com.moalog.fluxpay.subscription;

import com.moalog.fluxpay.model.Money;
import com.moalog.fluxpay.model.OrderId;
import com.moalog.fluxpay.model.PaymentId;
import com.moalog.fluxpay.subscription.model.SubscriptionId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The one bill of a billing period.
 *
 * @param planId the plan that is charged for
 * @param amount how much
 * @param status where it stands
 * @param orderId the order of the newest try
 * @param paymentId the payment of the newest try
 * @param attempt how many tries there were
 */
record Invoice(
    UUID id,
    SubscriptionId subscriptionId,
    String planId,
    Money amount,
    Status status,
    @Nullable OrderId orderId,
    @Nullable PaymentId paymentId,
    int attempt) {

  /** Where a bill stands, as the table names it. */
  enum Status {
    OPEN,
    PAID,
    UNCOLLECTIBLE,
    VOID
  }
}
