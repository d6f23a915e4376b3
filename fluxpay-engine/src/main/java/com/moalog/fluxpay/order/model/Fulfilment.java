package com.moalog.fluxpay.order.model;

/** Who delivers what an order paid for. */
public enum Fulfilment {
  /** The tenant's own service, which completes or fails the order. */
  EXTERNAL,
  /** This engine charges the user's credit. */
  CREDIT_CHARGE,
  /** This engine activates a subscription. */
  SUBSCRIPTION_ACTIVATE
}
