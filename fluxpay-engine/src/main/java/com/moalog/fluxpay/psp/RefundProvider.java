package com.moalog.fluxpay.psp;

/**
 * Gives captured money back. Every call is bounded in time and never throws for what the provider
 * or the network does. No database transaction may be open while one is made. Thread-safe.
 */
public interface RefundProvider {

  /** Asks for an amount of a captured payment to go back. */
  Cancellation cancel(CancelRequest request);

  /** Asks for the provider's record of the payment, with all that went back. */
  LookUp lookUp(String paymentKey);
}
