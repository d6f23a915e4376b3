package com.moalog.fluxpay.order;

import com.moalog.fluxpay.database.TenantTransaction;
import com.moalog.fluxpay.model.Decision;
import org.jspecify.annotations.Nullable;

/** What a paid order needs of refunds; they implement it, for they know orders already. */
public interface RefundsOfOrder {

  /** What becomes of the order once all the money is back. */
  enum End {
    CANCELLED,
    FAILED
  }

  /**
   * Begins to give back what is left of the order's payment. The order is locked by the caller. A
   * repeat finds the refund that is on its way. What the payment bought is taken back first.
   *
   * @param reason why the order ends, if anybody said so
   * @return the refund's id, or why there cannot be one
   */
  Decision<String> begin(
      TenantTransaction transaction, StoredOrder order, End end, @Nullable String reason);

  /** Whether all the money of the order's payment went back. The order is locked by the caller. */
  boolean isAllBack(TenantTransaction transaction, StoredOrder order);
}
