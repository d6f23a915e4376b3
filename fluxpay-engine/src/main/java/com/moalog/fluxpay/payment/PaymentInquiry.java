package com.moalog.fluxpay.payment;

import com.moalog.fluxpay.model.Caller;
import com.moalog.fluxpay.model.PaymentId;

/** Asks the provider for its record of a payment and draws the conclusion. */
@FunctionalInterface
public interface PaymentInquiry {

  /**
   * Looks once; no transaction may be open.
   *
   * @return whether there is nothing left to find out
   */
  boolean look(Caller caller, PaymentId id);
}
