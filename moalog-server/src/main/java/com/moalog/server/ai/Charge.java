package com.moalog.server.ai;

import java.math.BigDecimal;

/**
 * What one answer of an analyst costs.
 *
 * @param promptTokens what was sent
 * @param completionTokens what was answered
 * @param dollars by the configured prices, exact
 */
public record Charge(int promptTokens, int completionTokens, BigDecimal dollars) {

  /** An answer that costs nothing, or says nothing about its cost. */
  public static final Charge NONE = new Charge(0, 0, BigDecimal.ZERO);
}
