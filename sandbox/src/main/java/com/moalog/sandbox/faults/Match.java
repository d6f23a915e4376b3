package com.moalog.sandbox.faults;

import java.math.BigDecimal;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Which requests a rule strikes; an absent condition holds for all. Immutable.
 *
 * @param operation {@code *} for any
 * @param probability from 0 to 1; drawn only when everything else holds
 */
record Match(
    String operation,
    @Nullable String orderId,
    @Nullable String paymentKey,
    @Nullable BigDecimal amount,
    double probability) {

  boolean holds(Subject subject, RandomGenerator random) {
    return (operation.equals("*") || operation.equals(subject.operation()))
        && (orderId == null || orderId.equals(subject.orderId()))
        && (paymentKey == null || paymentKey.equals(subject.paymentKey()))
        && (amount == null || isAmount(subject.amount()))
        && (probability >= 1 || random.nextDouble() < probability);
  }

  private boolean isAmount(@Nullable BigDecimal other) {
    return amount != null && other != null && amount.compareTo(other) == 0;
  }
}
