package com.moalog.fluxpay.toss;

import java.util.Set;

/**
 * What Toss Payments' error codes mean for a capture (its "Error codes" reference). A code that is
 * in no list is unknown: the money may have moved.
 */
final class CaptureCodes {

  /** The provider takes money for an order once, also when it went back since. */
  static final String ORDER_PAID = "DUPLICATED_ORDER_ID";

  static final Set<String> ALREADY_DONE =
      Set.of("ALREADY_PROCESSED_PAYMENT", "ALREADY_COMPLETED_PAYMENT", ORDER_PAID);

  static final Set<String> DECLINED =
      Set.of(
          "REJECT_CARD_PAYMENT",
          "REJECT_ACCOUNT_PAYMENT",
          "REJECT_CARD_COMPANY",
          "INVALID_REJECT_CARD",
          "INVALID_STOPPED_CARD",
          "INVALID_CARD_LOST_OR_STOLEN",
          "INVALID_CARD_EXPIRATION",
          "INVALID_CARD_NUMBER",
          "NOT_SUPPORTED_CARD_TYPE",
          "EXCEED_MAX_AMOUNT",
          "EXCEED_MAX_PAYMENT_AMOUNT",
          "EXCEED_MAX_DAILY_PAYMENT_COUNT",
          "EXCEED_MAX_AUTH_COUNT",
          "EXCEED_MAX_ONE_DAY_AMOUNT",
          "BELOW_MINIMUM_AMOUNT",
          "NOT_FOUND_PAYMENT_SESSION",
          "INVALID_PASSWORD",
          "FDS_ERROR",
          "INVALID_BILL_KEY_REQUEST",
          "NOT_MATCHES_CUSTOMER_KEY");

  static final Set<String> IN_FLIGHT =
      Set.of("IDEMPOTENT_REQUEST_PROCESSING", "ALREADY_PROCESSING_REQUEST");

  static final Set<String> MISCONFIGURED =
      Set.of(
          "UNAUTHORIZED_KEY",
          "INVALID_API_KEY",
          "FORBIDDEN_REQUEST",
          "INCORRECT_BASIC_AUTH_FORMAT",
          "INVALID_IDEMPOTENCY_KEY",
          "INVALID_REQUEST");

  private CaptureCodes() {}

  /** The classes of answers. */
  enum Meaning {
    ALREADY_DONE,
    DECLINED,
    IN_FLIGHT,
    MISCONFIGURED,
    UNKNOWN
  }

  /** What an error answer means; a server error means unknown whatever its code says. */
  static Meaning meaningOf(int status, String code) {
    if (status >= 500 || status == 429) {
      return Meaning.UNKNOWN;
    }
    if (ALREADY_DONE.contains(code)) {
      return Meaning.ALREADY_DONE;
    }
    if (DECLINED.contains(code)) {
      return Meaning.DECLINED;
    }
    if (IN_FLIGHT.contains(code)) {
      return Meaning.IN_FLIGHT;
    }
    return MISCONFIGURED.contains(code) ? Meaning.MISCONFIGURED : Meaning.UNKNOWN;
  }
}
