package com.moalog.fluxpay.refund;

import com.moalog.fluxpay.database.TenantTransaction;
import com.moalog.fluxpay.model.Money;
import com.moalog.fluxpay.model.PaymentId;
import java.util.Optional;

/** Gives back a part of what a subscription was charged. */
@FunctionalInterface
public interface SubscriptionRefunds {

  /**
   * Begins a refund, durably with the caller's transaction; no client's limits apply. Credit that
   * the part bought is taken back first.
   *
   * @param most how much is to go back, if so much is still there
   * @return the refund's id, or empty when nothing is left to give back, or its credit is used
   */
  Optional<String> begin(TenantTransaction transaction, PaymentId payment, Money most);
}
