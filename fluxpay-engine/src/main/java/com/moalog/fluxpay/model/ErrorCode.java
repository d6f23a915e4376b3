package com.moalog.fluxpay.model;

/** The catalogue of refusals: clients switch on the name, people read the message. */
public enum ErrorCode {
  ORD_001(404, "Order not found"),
  ORD_002(409, "Order already processed"),
  ORD_003(400, "Invalid order state transition"),
  PAY_001(404, "Payment not found"),
  PAY_002(400, "Payment amount or currency differs from the order"),
  PAY_003(409, "Payment already processed, live or in flight"),
  PAY_004(422, "Unsupported payment method or currency"),
  PAY_005(502, "The payment provider could not be reached; nothing was captured"),
  PAY_006(400, "Invalid payment state transition"),
  VAL_001(400, "Validation failed"),
  VAL_002(400, "Header X-Idempotency-Key is missing"),
  VAL_003(400, "Header X-Idempotency-Key is malformed"),
  VAL_004(422, "The idempotency key was used with a different payload"),
  VAL_005(409, "A request with this idempotency key is still being processed"),
  TNT_001(400, "Header X-Tenant-Id is missing"),
  TNT_002(404, "Unknown tenant"),
  SYS_001(500, "Internal error"),
  SYS_002(503, "Temporarily unavailable"),
  SYS_003(504, "The payment provider timed out; nothing was captured"),
  SYS_404(404, "Unknown route"),
  SYS_405(405, "Method not allowed");

  private final int status;
  private final String message;

  ErrorCode(int status, String message) {
    this.status = status;
    this.message = message;
  }

  /** The HTTP status that goes with the code. */
  public int status() {
    return status;
  }

  public String message() {
    return message;
  }
}
