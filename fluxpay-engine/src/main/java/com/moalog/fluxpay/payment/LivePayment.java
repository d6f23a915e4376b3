package com.moalog.fluxpay.payment;

import com.moalog.fluxpay.database.TenantTransaction;
import com.moalog.fluxpay.order.PaymentsOfOrder;
import com.moalog.fluxpay.order.model.Order;
import com.moalog.fluxpay.payment.model.Failure;
import com.moalog.fluxpay.payment.model.Payment;
import java.time.Instant;
import java.util.Optional;

/** Gives up the live payment of an order that ends unpaid. Thread-safe. */
final class LivePayment implements PaymentsOfOrder {

  private final PaymentStore store;
  private final Payments payments;

  LivePayment(PaymentStore store, Payments payments) {
    this.store = store;
    this.payments = payments;
  }

  @Override
  public boolean giveUp(TenantTransaction transaction, Order order, Instant now) {
    Optional<StoredPayment> live = store.lockLive(transaction, order.id());
    if (live.isEmpty()) {
      return true;
    }
    if (!live.get().payment().status().isVoidable()) {
      return false;
    }
    Payment failed = live.get().payment().failed(Failure.voided(), now);
    payments.change(transaction, order.userId(), live.get(), failed);
    return true;
  }
}
