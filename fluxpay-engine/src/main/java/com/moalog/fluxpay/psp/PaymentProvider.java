package com.moalog.fluxpay.psp;

import java.time.Duration;

/**
 * The payment service provider. Every call is bounded in time and never throws for what the
 * provider or the network does. No database transaction may be open while one is made. Thread-safe.
 */
public interface PaymentProvider {

  /** Whether a call would be attempted now; false while the provider is considered down. */
  boolean isAvailable();

  /** Asks for the provider's own record of a session or payment. */
  LookUp lookUp(String paymentKey);

  /** Asks for the capture of an authenticated session, with all repeats for that time at most. */
  Capture capture(CaptureRequest request, Duration limit);
}
