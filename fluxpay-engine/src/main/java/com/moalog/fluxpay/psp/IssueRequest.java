package com.moalog.fluxpay.psp;

/**
 * The wish for a billing key.
 *
 * @param authKey what the customer's approval brought; good for one use
 * @param customerKey the merchant's name of the customer
 * @param idempotencyKey a repeat under the same key has the same effect and answer
 */
public record IssueRequest(String authKey, String customerKey, String idempotencyKey) {
  @Override
  public String toString() {
    return "issue " + idempotencyKey;
  }
}
