package com.moalog.server.fluxpay;

import org.jspecify.annotations.Nullable;

/** A call to the payment engine without the result that was asked for. */
public final class FluxpayException extends RuntimeException {

  /** Who is to blame. */
  public enum Fault {
    /** The engine cannot be reached, is too slow, overloaded or broken. */
    UNREACHABLE,
    /** The engine answered that the request was wrong. */
    REJECTED
  }

  private final Fault fault;

  FluxpayException(Fault fault, String message) {
    this(fault, message, null);
  }

  FluxpayException(Fault fault, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.fault = fault;
  }

  /** Who is to blame. */
  public Fault fault() {
    return fault;
  }
}
