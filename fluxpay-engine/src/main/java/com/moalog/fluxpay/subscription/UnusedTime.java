package com.moalog.fluxpay.subscription;

import com.moalog.fluxpay.database.TenantTransaction;
import com.moalog.fluxpay.refund.SubscriptionRefunds;
import com.moalog.fluxpay.subscription.model.Subscription;
import com.moalog.fluxpay.subscription.model.SubscriptionStatus;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Gives back what was paid for the part of a period that is not used. Thread-safe. */
final class UnusedTime {

  private final InvoiceStore invoices;
  private final SubscriptionRefunds refunds;

  UnusedTime(InvoiceStore invoices, SubscriptionRefunds refunds) {
    this.invoices = invoices;
    this.refunds = refunds;
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
    return invoices
        .at(transaction, subscription.id(), subscription.period().start())
        .filter(invoice -> invoice.status() == Invoice.Status.PAID)
        .flatMap(invoice ->
            Optional.ofNullable(invoice.paymentId())
                .flatMap(payment ->
                    refunds.begin(
                        transaction,
                        payment,
                        subscription.period().unused(invoice.amount(), until))))
        .<Map<String, Object>>map(refund -> Map.of("refundId", refund))
        .orElse(Map.of());
  }
}
