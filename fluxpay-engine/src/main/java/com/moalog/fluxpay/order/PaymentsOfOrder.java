package com.moalog.fluxpay.order;

import com.moalog.fluxpay.database.TenantTransaction;
import com.moalog.fluxpay.order.model.Order;
import java.time.Instant;

/** What an order needs of its payments; they implement it, for they know orders already. */
public interface PaymentsOfOrder {

  /**
   * Gives up the order's live payment, if there is one. The order is locked by the caller.
   *
   * @return whether the order is now without a live payment; false when a capture may be under way
   */
  boolean giveUp(TenantTransaction transaction, Order order, Instant now);
}
