package com.moalog.fluxpay.payment.model;

/**
 * Why a payment failed.
 *
 * @param code the provider's code, or one of ours; at most {@link #CODE_LIMIT} characters
 * @param reason a sentence for people
 */
public record Failure(String code, String reason) {

  public static final int CODE_LIMIT = 100;

  public Failure {
    if (code.length() > CODE_LIMIT) {
      code = code.substring(0, CODE_LIMIT);
    }
  }

  /** The client, or the cancelled order, gave the payment up. */
  public static Failure voided() {
    return new Failure("VOIDED", "The payment was given up before it was captured");
  }
}
