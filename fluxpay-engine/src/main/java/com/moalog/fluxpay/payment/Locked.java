package com.moalog.fluxpay.payment;

import com.moalog.fluxpay.order.StoredOrder;
import com.moalog.fluxpay.payment.model.Payment;

/** An order and one of its payments, both locked, in this order, by the same transaction. */
record Locked(StoredOrder order, StoredPayment stored) {

  Payment payment() {
    return stored.payment();
  }
}
