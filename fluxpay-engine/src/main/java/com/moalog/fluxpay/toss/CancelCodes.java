package com.moalog.fluxpay.toss;

import java.util.Set;

/**
 * What Toss Payments' error codes mean for a cancel (its "Error codes" reference). A code that is
 * in no list is unknown: the money may have gone back.
 */
final class CancelCodes {

  static final Set<String> ALREADY_DONE =
      Set.of("ALREADY_CANCELED_PAYMENT", "ALREADY_REFUND_PAYMENT");

  static final String OTHER_BALANCE = "NOT_MATCHES_REFUNDABLE_AMOUNT";

  static final Set<String> REJECTED =
      Set.of(
          "NOT_CANCELABLE_AMOUNT",
          "NOT_CANCELABLE_PAYMENT",
          "EXCEED_MAX_REFUND_DUE",
          "NOT_ALLOWED_PARTIAL_REFUND",
          "NOT_ALLOWED_PARTIAL_REFUND_WAITING_DEPOSIT",
          "EXCEED_CANCEL_AMOUNT_DISCOUNT_AMOUNT",
          "REFUND_REJECTED",
          "INVALID_REFUND_ACCOUNT_INFO",
          "INVALID_REFUND_ACCOUNT_NUMBER",
          "INVALID_BANK");

  private CancelCodes() {}
}
