package com.moalog.fluxpay.payment;

import com.moalog.fluxpay.database.TenantTransaction;
import com.moalog.fluxpay.model.Money;
import com.moalog.fluxpay.model.OrderId;
import com.moalog.fluxpay.model.PaymentId;
import com.moalog.fluxpay.order.Orders;
import com.moalog.fluxpay.order.StoredOrder;
import com.moalog.fluxpay.payment.model.Payment;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What refunds change of a payment, each within the caller's transaction and under the locks of the
 * order and the payment. Thread-safe.
 */
public final class RefundablePayments {

  private final Ledger ledger;
  private final PaymentStore store;
  private final Orders orders;
  private final OpenQuestions questions;

  RefundablePayments(Ledger ledger, PaymentStore store, Orders orders, OpenQuestions questions) {
    this.questions = questions;
    this.ledger = ledger;
    this.store = store;
    this.orders = orders;
  }

  /** The present, as the rows hold it. */
  public Instant now() {
    return ledger.now();
  }

  /** Whether the tenant has such a payment. */
  public boolean isKnown(TenantTransaction transaction, PaymentId id) {
    return store.find(transaction, id).isPresent();
  }

  /** Locks the payment's order, then the payment. */
  public Optional<Locked> lock(TenantTransaction transaction, PaymentId id) {
    return ledger.lock(transaction, id);
  }

  /** Locks the payment of an order that is locked already; empty when none is live. */
  public Optional<Locked> lockOf(TenantTransaction transaction, StoredOrder order) {
    OrderId id = order.order().id();
    return store.lockLive(transaction, id).map(payment -> new Locked(order, payment));
  }

  /** The amount is on its way back. */
  public void reserve(TenantTransaction transaction, Locked locked, Money part) {
    ledger.store(transaction, locked, locked.payment().reservingRefund(part, ledger.now()));
  }

  /** The amount stays. */
  public void release(TenantTransaction transaction, Locked locked, Money part) {
    ledger.store(transaction, locked, locked.payment().releasingRefund(part, ledger.now()));
  }

  /** The amount went back. */
  public Payment complete(TenantTransaction transaction, Locked locked, Money part) {
    return ledger.store(transaction, locked, locked.payment().refunded(part, ledger.now()));
  }

  /** What became of the refund is for people to find out. */
  public void handOver(
      TenantTransaction transaction, Payment payment, String refund, String found) {
    questions.ask(
        transaction,
        new OpenQuestions.Question(OpenQuestions.Kind.MANUAL, payment, refund, found),
        now());
  }

  /** What became of the refund is known. */
  public void settled(TenantTransaction transaction, PaymentId payment, String refund) {
    questions.answer(transaction, payment, refund, now());
  }

  /** All the money is back, as the order's cancellation waited for. */
  public void cancelOrder(TenantTransaction transaction, Locked locked, @Nullable String reason) {
    orders.cancel(transaction, locked.order(), ledger.now(), reason);
  }

  /** All the money is back, as the order's failure waited for. */
  public void failOrder(TenantTransaction transaction, Locked locked, @Nullable String reason) {
    orders.fail(transaction, locked.order(), ledger.now(), reason);
  }
}
