package com.moalog.fluxpay.payment;

import com.moalog.fluxpay.database.TenantTransaction;
import com.moalog.fluxpay.model.Money;
import com.moalog.fluxpay.model.OrderId;
import com.moalog.fluxpay.model.PaymentId;
import com.moalog.fluxpay.payment.model.Payment;
import com.moalog.fluxpay.payment.model.PaymentStatus;
import java.time.Instant;
import java.util.Optional;

/** What other features may know of payments that failed. Thread-safe. */
public final class FailedPayments {

  private final Ledger ledger;

  FailedPayments(Ledger ledger) {
    this.ledger = ledger;
  }

  /**
   * A payment that failed after a session of the provider was opened for it.
   *
   * @param paymentKey the provider's name of it
   */
  public record Failed(PaymentId id, OrderId orderId, Money amount, String paymentKey) {}

  /** The present, as the rows hold it. */
  public Instant now() {
    return ledger.now();
  }

  /** The payment, locked until the transaction ends; empty when it has not failed. */
  public Optional<Failed> find(TenantTransaction transaction, PaymentId id) {
    Optional<Payment> payment = ledger.lock(transaction, id).map(Locked::payment);
    String key = payment.map(found -> found.reference().paymentKey()).orElse(null);
    return key == null
        ? Optional.empty()
        : payment
            .filter(found -> found.status() == PaymentStatus.FAILED)
            .map(found -> new Failed(found.id(), found.orderId(), found.amount(), key));
  }
}
