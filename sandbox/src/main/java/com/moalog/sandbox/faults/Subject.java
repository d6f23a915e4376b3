package com.moalog.sandbox.faults;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a request is about, as far as rules can ask for it. Immutable.
 *
 * @param operation such as {@code confirm}, {@code lookup}, {@code cancel}, {@code chat}
 */
public record Subject(
    String operation,
    @Nullable String orderId,
    @Nullable String paymentKey,
    @Nullable BigDecimal amount) {

  /** A request that is about nothing but its operation. */
  public static Subject of(String operation) {
    return new Subject(operation, null, null, null);
  }

  /** The parts that are known, as text. */
  public Map<String, String> known() {
    Map<String, String> known = new TreeMap<>();
    Optional.ofNullable(orderId).ifPresent(value -> known.put("orderId", value));
    Optional.ofNullable(paymentKey).ifPresent(value -> known.put("paymentKey", value));
    Optional.ofNullable(amount).ifPresent(value -> known.put("amount", value.toPlainString()));
    return known;
  }
}
