package com.moalog.fluxpay.payment;

import com.moalog.fluxpay.order.StoredOrder;
import com.moalog.fluxpay.payment.model.Payment;

/** An order and one of its payments, both locked, in this order, by the same transaction. */
public record Locked(StoredOrder order, StoredPayment stored) {

  public Payment payment() {
    return stored.payment();
  }
}
