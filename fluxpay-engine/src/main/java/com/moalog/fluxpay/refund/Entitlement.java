package com.moalog.fluxpay.refund;

import com.moalog.fluxpay.credit.Credits;
import com.moalog.fluxpay.database.TenantTransaction;
import com.moalog.fluxpay.order.model.Fulfilment;
import com.moalog.fluxpay.order.model.Order;
import com.moalog.fluxpay.order.model.OrderStatus;
import com.moalog.fluxpay.payment.Locked;
import com.moalog.fluxpay.refund.model.Initiator;
import com.moalog.fluxpay.refund.model.Refund;

/**
 * What a payment bought goes back before its money does: the credit of an order whose fulfilment
 * was to charge it. Thread-safe.
 */
final class Entitlement {

  private final Credits credits;
  private final RefundSaga saga;

  Entitlement(Credits credits, RefundSaga saga) {
    this.credits = credits;
    this.saga = saga;
  }

  /**
   * Takes back what the refunded part bought.
   *
   * @return false when the user has used it already
   */
  boolean takeBack(TenantTransaction transaction, Locked locked, Refund refund) {
    if (!isGiven(locked, refund)) {
      return true;
    }
    boolean taken =
        credits.takeBack(
            transaction, locked.order().order().userId(), refund.amount(), refund.id().value());
    if (taken) {
      saga.reversed(transaction, refund);
    }
    return taken;
  }

  /** The money stays after all. */
  void giveBack(TenantTransaction transaction, Locked locked, Refund refund) {
    if (isGiven(locked, refund)) {
      credits.giveBack(
          transaction, locked.order().order().userId(), refund.amount(), refund.id().value());
    }
  }

  /** An order that is not completed was given nothing yet. */
  private static boolean isGiven(Locked locked, Refund refund) {
    Order order = locked.order().order();
    return refund.cause().initiator() == Initiator.CLIENT
        && order.terms().fulfilment() == Fulfilment.CREDIT_CHARGE
        && order.status() == OrderStatus.COMPLETED;
  }
}
