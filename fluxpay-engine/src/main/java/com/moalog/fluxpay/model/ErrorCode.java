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
  PAY_007(400, "The refund exceeds the refundable amount"),
  PAY_008(400, "The refund period has expired"),
  PAY_009(404, "Refund not found"),
  PAY_010(400, "The payment cannot be refunded"),
  PAY_011(400, "The payment has as many refunds as are allowed"),
  VAL_001(400, "Validation failed"),
  VAL_002(400, "Header X-Idempotency-Key is missing"),
  VAL_003(400, "Header X-Idempotency-Key is malformed"),
  VAL_004(422, "The idempotency key was used with a different payload"),
  VAL_005(409, "A request with this idempotency key is still being processed"),
  VAL_006(401, "Invalid webhook signature"),
  TNT_001(400, "Header X-Tenant-Id is missing"),
  TNT_002(404, "Unknown tenant"),
  CRD_001(404, "Credit account not found"),
  CRD_002(422, "Insufficient credit"),
  CRD_003(409, "The reservation's state does not allow this"),
  CRD_004(404, "Reservation not found"),
  CRD_005(403, "Credits are not enabled for this tenant"),
  CRD_006(409, "The reference was already used for this movement"),
  SUB_001(404, "Subscription not found"),
  SUB_002(409, "The user already has a live subscription to the plan"),
  SUB_003(400, "Invalid subscription state transition"),
  SUB_004(422, "The first charge was declined"),
  SUB_005(404, "Plan not found"),
  SUB_006(403, "Subscriptions are not enabled for this tenant"),
  SUB_007(422, "The billing key cannot be used"),
  WHK_001(404, "Webhook not found"),
  ATH_001(401, "Authentication failed"),
  ATH_002(403, "The credentials do not allow this"),
  ADM_001(404, "There is nothing with this id"),
  ADM_002(409, "Its state does not allow this"),
  SYS_001(500, "Internal error"),
  SYS_002(503, "Temporarily unavailable"),
  SYS_003(504, "The payment provider timed out; nothing was captured"),
  SYS_004(429, "Too many requests"),
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
