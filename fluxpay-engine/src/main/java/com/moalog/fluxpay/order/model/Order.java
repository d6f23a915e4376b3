package com.moalog.fluxpay.order.model;

import com.moalog.fluxpay.model.Money;
import com.moalog.fluxpay.model.OrderId;
import com.moalog.fluxpay.model.UserId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An order. Immutable: each transition returns the order as it is afterwards.
 *
 * @param id identifies the order
 * @param userId who buys
 * @param lineItems at least one, all in the currency of the total
 * @param total the sum of the lines
 * @param terms what else the tenant wants to be remembered
 * @param status where the order stands
 * @param times when it got there
 */
public record Order(
    OrderId id,
    UserId userId,
    List<LineItem> lineItems,
    Money total,
    Terms terms,
    OrderStatus status,
    Times times) {

  public Order {
    lineItems = List.copyOf(lineItems);
    if (lineItems.isEmpty()) {
      throw new IllegalArgumentException("order " + id + " has no line");
    }
    boolean paid = status == OrderStatus.PAID || status == OrderStatus.COMPLETED;
    if (paid && times.paidAt() == null) {
      throw new IllegalArgumentException(status + " order " + id + " was never paid");
    }
    if (status == OrderStatus.COMPLETED && times.completedAt() == null) {
      throw new IllegalArgumentException("completed order " + id + " has no time of completion");
    }
  }

  /** A new order, waiting to be paid. */
  public static Order placed(
      OrderId id, UserId userId, List<LineItem> lineItems, Terms terms, Instant now) {
    Money total = lineItems.stream().map(LineItem::total).reduce(Money::plus).orElseThrow();
    return new Order(
        id, userId, lineItems, total, terms, OrderStatus.PENDING, new Times(now, now, null, null));
  }

  public Order paid(Instant now) {
    return moved(OrderStatus.PAID, new Times(times.createdAt, now, now, null));
  }

  public Order completed(Instant now) {
    return moved(OrderStatus.COMPLETED, new Times(times.createdAt, now, times.paidAt, now));
  }

  public Order cancelled(Instant now) {
    return moved(OrderStatus.CANCELLED, times.updated(now));
  }

  public Order failed(Instant now) {
    return moved(OrderStatus.FAILED, times.updated(now));
  }

  private Order moved(OrderStatus next, Times moment) {
    if (!status.canBecome(next)) {
      throw new IllegalStateException("order " + id + " is " + status + ", not to be " + next);
    }
    return new Order(id, userId, lineItems, total, terms, next, moment);
  }

  /**
   * What else the tenant wants to be remembered.
   *
   * @param metadata a JSON object as text
   * @param fulfilment who delivers
   */
  public record Terms(String metadata, Fulfilment fulfilment) {}

  /** When an order was created, last changed, paid and completed. */
  public record Times(
      Instant createdAt,
      Instant updatedAt,
      @Nullable Instant paidAt,
      @Nullable Instant completedAt) {

    Times updated(Instant now) {
      return new Times(createdAt, now, paidAt, completedAt);
    }
  }
}
