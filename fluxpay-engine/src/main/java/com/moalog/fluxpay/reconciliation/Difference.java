package com.moalog.fluxpay.reconciliation;

import com.moalog.fluxpay.model.PaymentId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that our books and the provider's list do not agree on.
 *
 * @param subject what it is about, unique within its kind: a transaction key, or a name of ours
 * @param concerned whose it is, as far as we know
 * @param local what our books say
 * @param provider what the provider's list says
 */
record Difference(
    Kind kind,
    String subject,
    Concerned concerned,
    Map<String, Object> local,
    Map<String, Object> provider) {

  Difference {
    local = Map.copyOf(local);
    provider = Map.copyOf(provider);
  }

  /** What is not agreed on. */
  enum Kind {
    /** The provider moved money that our books do not know of. */
    MISSING_LOCAL,
    /** Our books say that money moved, and the provider's list does not. */
    MISSING_PSP,
    AMOUNT_MISMATCH,
    STATUS_MISMATCH,
    /** The provider took the money of a payment that had failed here. */
    LATE_CAPTURE
  }

  /** Whose it is. */
  record Concerned(
      @Nullable PaymentId payment, @Nullable String refund, @Nullable String paymentKey) {}
}
