package com.moalog.fluxpay.order;

import com.moalog.fluxpay.database.TenantTransaction;
import com.moalog.fluxpay.model.ErrorCode;
import com.moalog.fluxpay.order.model.Order;
import java.util.Optional;

/**
 * What an order pays for, where this engine gives it; services implement it, for they know orders.
 */
public interface ServicesOfOrder {

  /**
   * Why the order could not be served if it were paid now, so that nobody pays in vain. Whoever
   * serves it looks again, for things may have changed by then.
   */
  Optional<ErrorCode> obstacle(TenantTransaction transaction, Order order);
}
