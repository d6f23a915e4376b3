package com.moalog.fluxpay.psp;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The provider's own list of all movements of the merchant's money. */
@FunctionalInterface
public interface SettlementList {

  /**
   * One movement.
   *
   * @param transactionKey the provider's name of the movement
   * @param paymentKey the provider's name of the payment whose money moved
   * @param orderId the order the payment was opened for
   * @param amount positive for a capture, negative for money that went back
   */
  record Entry(
      String transactionKey,
      String paymentKey,
      String orderId,
      BigDecimal amount,
      String currency,
      String status,
      Instant at) {

    public boolean isCapture() {
      return amount.signum() > 0;
    }
  }

  /** What asking for a page came to. */
  sealed interface Page {

    /** Some movements; fewer than asked for means that there are no more. */
    record Entries(List<Entry> entries) implements Page {
      public Entries {
        entries = List.copyOf(entries);
      }
    }

    /** The provider could not be asked. */
    record Failed(String cause) implements Page {}
  }

  /** Which movements are asked for; both ends belong to it. */
  record Span(Instant from, Instant until) {}

  /**
   * A page of the movements, oldest first; no transaction may be open.
   *
   * @param after the last transaction key of the page before; absent for the first page
   */
  Page page(Span span, @Nullable String after, int limit);
}
