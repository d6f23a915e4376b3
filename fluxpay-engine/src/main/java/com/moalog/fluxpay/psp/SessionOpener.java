package com.moalog.fluxpay.psp;

import com.moalog.fluxpay.model.Money;
import com.moalog.fluxpay.model.OrderId;
import java.util.Optional;

/**
 * Development only: stands in for the customer who authenticates a session in a browser. Without
 * {@code TOSS_AUTO_SESSION} there is no one to stand in, and every approval names its session.
 */
public interface SessionOpener {

  /** Whether approvals may leave out the session. */
  boolean isEnabled();

  /** Opens an authenticated session and returns the provider's name of it, if that succeeded. */
  Optional<String> open(OrderId orderId, Money amount, String method);
}
