package com.moalog.fluxpay.subscription;

import com.moalog.fluxpay.database.TenantTransaction;
import com.moalog.fluxpay.model.Money;
import com.moalog.fluxpay.model.PaymentId;
import com.moalog.fluxpay.subscription.model.Subscription;
import com.moalog.fluxpay.subscription.model.SubscriptionStatus;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Gives back what was paid for the part of a period that is not used. Thread-safe. */
final class UnusedTime {

  private final InvoiceStore invoices;
  private final Refunding refunding;

  UnusedTime(InvoiceStore invoices, Refunding refunding) {
    this.invoices = invoices;
    this.refunding = refunding;
  }

  /** Has money of a payment sent back, durably, with the caller's transaction. */
  @FunctionalInterface
  interface Refunding {

    /** Begins the refund and returns its id. */
    String begin(TenantTransaction transaction, PaymentId payment, Money amount);
  }

  /**
   * Begins the refund of the unused part. A paused subscription has used its period up to the
   * pause.
   *
   * @return what an event tells of it; nothing when nothing is to be given back
   */
  Map<String, Object> giveBack(
      TenantTransaction transaction, Subscription subscription, Instant now) {
    Instant until =
        subscription.status() == SubscriptionStatus.PAUSED
            ? Optional.ofNullable(subscription.ending().pausedAt()).orElse(now)
            : now;
    Optional<Invoice> paid =
        invoices
            .at(transaction, subscription.id(), subscription.period().start())
            .filter(invoice -> invoice.status() == Invoice.Status.PAID);
    if (paid.isEmpty() || paid.get().paymentId() == null) {
      return Map.of();
    }
    Money unused = subscription.period().unused(paid.get().amount(), until);
    return unused.isPositive()
        ? Map.of(
            "refundId",
            refunding.begin(transaction, paid.get().paymentId(), unused),
            "refundedAmount",
            unused.amount())
        : Map.of();
  }
}
