package com.moalog.fluxpay.order;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.moalog.fluxpay.model.CurrencyCode;
import com.moalog.fluxpay.order.model.LineItem;
import com.moalog.fluxpay.order.model.Order;
import com.moalog.fluxpay.order.model.OrderStatus;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An order as clients see it; {@code id} repeats {@code orderId} for older clients. */
public record OrderView(
    String orderId,
    String id,
    String userId,
    OrderStatus status,
    BigDecimal totalAmount,
    CurrencyCode currency,
    List<Line> lineItems,
    @JsonRawValue String metadata,
    Instant createdAt,
    Instant updatedAt,
    @Nullable Instant paidAt,
    @Nullable Instant completedAt,
    @Nullable String refundId) {

  public record Line(
      String id,
      String productId,
      String productName,
      int quantity,
      BigDecimal unitPrice,
      BigDecimal totalPrice) {

    static Line of(LineItem item) {
      return new Line(
          item.id().toString(),
          item.product().id(),
          item.product().name(),
          item.quantity(),
          item.unitPrice().amount(),
          item.total().amount());
    }
  }

  public static OrderView of(Order order) {
    return of(order, null);
  }

  /** An order that waits for its money to go back. */
  static OrderView of(Order order, @Nullable String refundId) {
    return new OrderView(
        order.id().toString(),
        order.id().toString(),
        order.userId().value(),
        order.status(),
        order.total().amount(),
        order.total().currency(),
        order.lineItems().stream().map(Line::of).toList(),
        order.terms().metadata(),
        order.times().createdAt(),
        order.times().updatedAt(),
        order.times().paidAt(),
        order.times().completedAt(),
        refundId);
  }
}
