package com.moalog.fluxpay.psp;

import com.moalog.fluxpay.model.PaymentId;

/**
 * Charges of stored cards. Every call is bounded in time and never throws for what the provider or
 * the network does. No database transaction may be open while one is made. Thread-safe.
 */
public interface BillingProvider {

  /** Exchanges what the customer's approval brought for a billing key. */
  Issue issue(IssueRequest request);

  /** Charges a billing key; a repeat under the same key has the same effect and answer. */
  Capture charge(ChargeRequest request);

  /** Asks for the provider's record of a charge. */
  LookUp lookUpCharge(PaymentId payment);

  /** Makes a billing key unusable; true when it certainly is. */
  boolean revoke(String billingKey);

  /** What became of the wish for a billing key. */
  sealed interface Issue {

    /**
     * The key exists.
     *
     * @param billingKey the provider's secret name of it
     * @param cardCompany for people; empty when not told
     * @param maskedNumber for people; empty when not told
     */
    record Issued(String billingKey, String cardCompany, String maskedNumber) implements Issue {
      @Override
      public String toString() {
        return "a billing key";
      }
    }

    /** The provider definitely refused. */
    record Refused(String code) implements Issue {}

    /** Whether it exists is not known; the same request may be repeated. */
    record Unclear(boolean timedOut) implements Issue {}
  }
}
