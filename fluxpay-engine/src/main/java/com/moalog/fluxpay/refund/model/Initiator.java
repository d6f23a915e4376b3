package com.moalog.fluxpay.refund.model;

/** Why money goes back. */
public enum Initiator {
  /** A client asked; the period and the number of refunds are limited. */
  CLIENT,
  /** A paid order was cancelled, which waits for the money. */
  ORDER_CANCEL,
  /** What was paid for could not be delivered; the order fails once the money is back. */
  SERVICE_FAILED,
  /** A subscription was ended before its paid period. */
  SUBSCRIPTION,
  /** The provider took money that it should not have. */
  RECONCILIATION
}
