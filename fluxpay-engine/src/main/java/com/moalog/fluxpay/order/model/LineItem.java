package com.moalog.fluxpay.order.model;

import com.moalog.fluxpay.model.Money;
import java.util.UUID;

/**
 * One line of an order.
 *
 * @param id identifies the line
 * @param product what is bought
 * @param quantity at least one
 * @param unitPrice more than zero
 */
public record LineItem(UUID id, Product product, int quantity, Money unitPrice) {

  public LineItem {
    if (quantity < 1) {
      throw new IllegalArgumentException("quantity " + quantity);
    }
    if (!unitPrice.isPositive()) {
      throw new IllegalArgumentException("a unit price is more than zero");
    }
  }

  public Money total() {
    return unitPrice.times(quantity).orElseThrow();
  }

  /** What is bought, in the tenant's own terms. */
  public record Product(String id, String name) {}
}
