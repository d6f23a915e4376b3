package com.moalog.fluxpay.refund;

import com.moalog.fluxpay.credit.Credits;
import com.moalog.fluxpay.database.TenantTransaction;
import com.moalog.fluxpay.payment.Locked;
import com.moalog.fluxpay.refund.model.Refund;

/**
 * What a payment bought goes back before its money does: the credit that the ledger says it was
 * charged to. Thread-safe.
 */
final class Entitlement {

  private final Credits credits;
  private final RefundSaga saga;

  Entitlement(Credits credits, RefundSaga saga) {
    this.credits = credits;
    this.saga = saga;
  }

  /** What became of the credit of a refund. */
  enum Credit {
    /** The payment was not credited. */
    NONE,
    TAKEN_BACK,
    /** The user has used it already; nothing changed. */
    USED
  }

  /** Takes back what the refunded part bought; the payment is locked by the caller. */
  Credit takeBack(TenantTransaction transaction, Locked locked, Refund refund) {
    if (!credits.isCharged(transaction, locked.payment().id())) {
      return Credit.NONE;
    }
    boolean taken =
        credits.takeBack(
            transaction, locked.order().order().userId(), refund.amount(), refund.id().value());
    return taken ? Credit.TAKEN_BACK : Credit.USED;
  }

  /** Notes in the refund's saga, which exists by now, that the credit was taken back. */
  void note(TenantTransaction transaction, Refund refund) {
    saga.reversed(transaction, refund);
  }

  /** The money stays after all. */
  void giveBack(TenantTransaction transaction, Locked locked, Refund refund) {
    if (credits.isTaken(transaction, refund.id().value())) {
      credits.giveBack(
          transaction, locked.order().order().userId(), refund.amount(), refund.id().value());
    }
  }
}
