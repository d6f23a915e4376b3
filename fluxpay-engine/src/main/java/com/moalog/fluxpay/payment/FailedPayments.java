package com.moalog.fluxpay.payment;

import com.moalog.fluxpay.database.TenantTransaction;
import com.moalog.fluxpay.model.Money;
import com.moalog.fluxpay.model.OrderId;
import com.moalog.fluxpay.model.PaymentId;
import com.moalog.fluxpay.payment.model.Payment;
import com.moalog.fluxpay.payment.model.PaymentStatus;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What other features may know of payments that failed. Thread-safe. */
public final class FailedPayments {

  private final Ledger ledger;
  private final PaymentStore store;

  FailedPayments(Ledger ledger, PaymentStore store) {
    this.ledger = ledger;
    this.store = store;
  }

  /**
   * A payment that failed after the provider may have heard of it.
   *
   * @param providerOrder what the provider calls its order
   * @param paymentKey what the provider calls the payment; absent for a charge of a stored card,
   *     whose failed tries have no name, so that it is found by its order alone
   */
  public record Failed(
      PaymentId id, OrderId providerOrder, Money amount, @Nullable String paymentKey) {}

  /** The present, as the rows hold it. */
  public Instant now() {
    return ledger.now();
  }

  /** The payment, locked until the transaction ends; empty when it has not failed. */
  public Optional<Failed> find(TenantTransaction transaction, PaymentId id) {
    return ledger
        .lock(transaction, id)
        .map(Locked::payment)
        .filter(found -> found.status() == PaymentStatus.FAILED)
        .flatMap(found ->
            store.isBilling(transaction, id) ? Optional.of(charge(found)) : session(found));
  }

  private static Failed charge(Payment payment) {
    PaymentId id = payment.id();
    return new Failed(id, new OrderId(id.value()), payment.amount(), null);
  }

  private static Optional<Failed> session(Payment payment) {
    return Optional.ofNullable(payment.reference().paymentKey())
        .map(key -> new Failed(payment.id(), payment.orderId(), payment.amount(), key));
  }
}
