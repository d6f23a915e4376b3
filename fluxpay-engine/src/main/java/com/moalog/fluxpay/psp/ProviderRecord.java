package com.moalog.fluxpay.psp;

import com.moalog.fluxpay.model.Money;
import com.moalog.fluxpay.model.OrderId;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The provider's own record of a session or payment.
 *
 * @param paymentKey the provider's name of it
 * @param orderId the order it was opened for, as the provider holds it
 * @param amount the total, in the currency's units
 * @param balance what of it may still go back; absent where the provider does not tell
 * @param currency ISO 4217 code
 * @param status where it stands
 * @param transactionKey the last movement of money; absent before the first
 * @param receiptUrl where the customer finds the receipt
 * @param secret what messages about a deposit into the virtual account carry
 * @param method how the customer pays; absent when the provider names none that we know
 * @param cancels what went back, in the order in which it did
 */
public record ProviderRecord(
    String paymentKey,
    String orderId,
    BigDecimal amount,
    @Nullable BigDecimal balance,
    String currency,
    Status status,
    @Nullable String transactionKey,
    @Nullable String receiptUrl,
    @Nullable String secret,
    @Nullable Method method,
    List<Cancel> cancels) {

  public ProviderRecord {
    cancels = List.copyOf(cancels);
  }

  /**
   * How a customer pays.
   *
   * @param type as a payment's method is called here, for example {@code CARD}
   * @param provider of an easy payment; absent otherwise
   */
  public record Method(String type, @Nullable String provider) {}

  /** Money that went back. */
  public record Cancel(BigDecimal amount, String reason, String transactionKey) {}

  /** The movement with that tag at the end of its reason and exactly that amount. */
  public Optional<Cancel> cancelTagged(String tag, Money expected) {
    return cancels.stream()
        .filter(cancel -> cancel.reason().endsWith(tag))
        .filter(cancel -> cancel.amount().compareTo(expected.amount()) == 0)
        .findFirst();
  }

  /** Whether the record is about this order and exactly this amount. */
  public boolean isFor(OrderId order, Money expected) {
    return orderId.equals(order.toString())
        && amount.compareTo(expected.amount()) == 0
        && currency.equals(expected.currency().name());
  }

  /** Where a session or payment stands at the provider. */
  public enum Status {
    READY,
    IN_PROGRESS,
    WAITING_FOR_DEPOSIT,
    DONE,
    CANCELED,
    PARTIAL_CANCELED,
    ABORTED,
    EXPIRED
  }
}
