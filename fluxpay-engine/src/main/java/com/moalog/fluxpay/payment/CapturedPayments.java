package com.moalog.fluxpay.payment;

import com.moalog.fluxpay.database.TenantTransaction;
import com.moalog.fluxpay.model.Money;
import com.moalog.fluxpay.model.PaymentId;
import com.moalog.fluxpay.model.UserId;
import com.moalog.fluxpay.payment.model.PaymentStatus;
import java.util.Optional;

/** What other features may know of a payment whose money they give something for. Thread-safe. */
public final class CapturedPayments {

  private final Ledger ledger;

  CapturedPayments(Ledger ledger) {
    this.ledger = ledger;
  }

  /**
   * A payment, locked with its order until the transaction ends.
   *
   * @param userId who paid
   * @param amount how much
   * @param wholly whether all of it is captured and nothing of it went, or goes, back
   */
  public record Found(UserId userId, Money amount, boolean wholly) {}

  /** Finds the payment and locks it. */
  public Optional<Found> lock(TenantTransaction transaction, PaymentId id) {
    return ledger
        .lock(transaction, id)
        .map(locked ->
            new Found(
                locked.order().order().userId(),
                locked.payment().amount(),
                locked.payment().status() == PaymentStatus.CONFIRMED
                    && locked.payment().refundable().equals(locked.payment().amount())));
  }
}
