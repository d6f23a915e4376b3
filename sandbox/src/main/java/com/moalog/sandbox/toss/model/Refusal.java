package com.moalog.sandbox.toss.model;

/** Why the provider refuses, with its code and HTTP status. */
public enum Refusal {
  INVALID_REQUEST(400, "The request is malformed or does not fit the payment."),
  INVALID_IDEMPOTENCY_KEY(400, "The idempotency key is longer than 300 characters."),
  INVALID_REFUND_ACCOUNT_INFO(400, "A virtual account needs refundReceiveAccount."),
  INVALID_BILL_KEY_REQUEST(400, "The billing key does not exist or was deleted."),
  ALREADY_PROCESSED_PAYMENT(400, "The payment was processed already."),
  ALREADY_CANCELED_PAYMENT(400, "The payment was cancelled already."),
  DUPLICATED_ORDER_ID(400, "Another payment of this order was approved already."),
  NOT_MATCHES_REFUNDABLE_AMOUNT(400, "The balance is not what refundableAmount says."),
  UNAUTHORIZED_KEY(401, "The secret key is missing or unknown."),
  INCORRECT_BASIC_AUTH_FORMAT(403, "Basic credentials are base64(secretKey + ':')."),
  NOT_CANCELABLE_AMOUNT(403, "The amount is more than what is left of the payment."),
  NOT_CANCELABLE_PAYMENT(403, "A payment in this state cannot be cancelled."),
  NOT_MATCHES_CUSTOMER_KEY(403, "The billing key belongs to another customer."),
  NOT_FOUND_PAYMENT(404, "There is no such payment."),
  NOT_FOUND_PAYMENT_SESSION(404, "The payment session is over or was never authenticated."),
  NOT_FOUND_BILLING(404, "There is no such billing key."),
  IDEMPOTENT_REQUEST_PROCESSING(409, "The first request with this key is still under way.");

  private final int http;
  private final String message;

  Refusal(int http, String message) {
    this.http = http;
    this.message = message;
  }

  public int http() {
    return http;
  }

  public String message() {
    return message;
  }
}
