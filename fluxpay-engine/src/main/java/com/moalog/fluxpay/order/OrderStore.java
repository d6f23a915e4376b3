package com.moalog.fluxpay.order;

import com.moalog.fluxpay.database.TenantTransaction;
import com.moalog.fluxpay.http.Page;
import com.moalog.fluxpay.model.CurrencyCode;
import com.moalog.fluxpay.model.Money;
import com.moalog.fluxpay.model.OrderId;
import com.moalog.fluxpay.model.UserId;
import com.moalog.fluxpay.order.model.Fulfilment;
import com.moalog.fluxpay.order.model.LineItem;
import com.moalog.fluxpay.order.model.Order;
import com.moalog.fluxpay.order.model.OrderStatus;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The orders of a tenant in PostgreSQL. Thread-safe. */
final class OrderStore {

  private static final String COLUMNS =
      """
      SELECT id, user_id, status, total_amount, currency,
        COALESCE(metadata::text, '{}') AS metadata, fulfilment,
        created_at, updated_at, paid_at, completed_at, event_seq
      FROM orders
      """;

  void insert(TenantTransaction transaction, Order order, long eventSequence) {
    transaction
        .sql(
            """
            INSERT INTO orders (id, tenant_id, user_id, status, total_amount, currency, metadata,
              fulfilment, created_at, updated_at, event_seq)
            VALUES (:id, :tenant, :user, :status, :total, :currency, CAST(:metadata AS jsonb),
              :fulfilment, :now, :now, :sequence)
            """)
        .param("id", order.id().value())
        .param("tenant", transaction.tenant())
        .param("user", order.userId().value())
        .param("status", order.status().name())
        .param("total", order.total().amount())
        .param("currency", order.total().currency().name())
        .param("metadata", order.terms().metadata())
        .param("fulfilment", order.terms().fulfilment().name())
        .param("now", utc(order.times().createdAt()))
        .param("sequence", eventSequence)
        .update();
    insertLines(transaction, order);
  }

  /** One statement for all lines. */
  private static void insertLines(TenantTransaction transaction, Order order) {
    List<LineItem> lines = order.lineItems();
    transaction
        .sql(
            """
            INSERT INTO order_line_items (id, tenant_id, order_id, product_id, product_name,
              quantity, unit_price, total_price, currency, created_at)
            SELECT line.id, :tenant, :order, line.product, line.name, line.quantity, line.price,
              line.total, :currency, :now
            FROM unnest(:ids, :products, :names, :quantities, :prices, :totals)
              AS line (id, product, name, quantity, price, total)
            """)
        .param("tenant", transaction.tenant())
        .param("order", order.id().value())
        .param("currency", order.total().currency().name())
        .param("now", utc(order.times().createdAt()))
        .param("ids", lines.stream().map(LineItem::id).toArray(UUID[]::new))
        .param("products", lines.stream().map(line -> line.product().id()).toArray(String[]::new))
        .param("names", lines.stream().map(line -> line.product().name()).toArray(String[]::new))
        .param("quantities", lines.stream().map(LineItem::quantity).toArray(Integer[]::new))
        .param("prices", lines.stream().map(l -> l.unitPrice().amount()).toArray(BigDecimal[]::new))
        .param("totals", lines.stream().map(l -> l.total().amount()).toArray(BigDecimal[]::new))
        .update();
  }

  Optional<StoredOrder> find(TenantTransaction transaction, OrderId id) {
    return one(transaction, id, "");
  }

  /** Reads the order and locks its row until the transaction ends. */
  Optional<StoredOrder> lock(TenantTransaction transaction, OrderId id) {
    return one(transaction, id, " FOR UPDATE");
  }

  private static Optional<StoredOrder> one(TenantTransaction transaction, OrderId id, String lock) {
    return transaction
        .sql(COLUMNS + "WHERE tenant_id = :tenant AND id = :id" + lock)
        .param("tenant", transaction.tenant())
        .param("id", id.value())
        .query(OrderStore::row)
        .optional()
        .map(row -> row.with(lines(transaction, List.of(id.value()))));
  }

  /** The user's orders of the page, newest first, and perhaps one more. */
  List<Order> of(TenantTransaction transaction, UserId user, Page page) {
    List<Row> rows =
        transaction
            .sql(
                COLUMNS
                    + """
                    WHERE tenant_id = :tenant AND user_id = :user
                      AND (created_at, id) < (:before, :beforeId)
                    ORDER BY created_at DESC, id DESC LIMIT :rows
                    """)
            .param("tenant", transaction.tenant())
            .param("user", user.value())
            .param("before", page.beforeTime())
            .param("beforeId", page.beforeId())
            .param("rows", page.rows())
            .query(OrderStore::row)
            .list();
    if (rows.isEmpty()) {
      return List.of();
    }
    Map<UUID, List<LineItem>> lines = lines(transaction, rows.stream().map(Row::id).toList());
    return rows.stream().map(row -> row.with(lines).order()).toList();
  }

  void update(TenantTransaction transaction, Order order, long eventSequence) {
    transaction
        .sql(
            """
            UPDATE orders SET status = :status, updated_at = :updated, paid_at = :paid,
              completed_at = :completed, version = version + 1, event_seq = :sequence
            WHERE tenant_id = :tenant AND id = :id
            """)
        .param("status", order.status().name())
        .param("updated", utc(order.times().updatedAt()))
        .param("paid", utc(order.times().paidAt()))
        .param("completed", utc(order.times().completedAt()))
        .param("sequence", eventSequence)
        .param("tenant", transaction.tenant())
        .param("id", order.id().value())
        .update();
  }

  private static Map<UUID, List<LineItem>> lines(TenantTransaction transaction, List<UUID> orders) {
    return transaction
        .sql(
            """
            SELECT order_id, id, product_id, product_name, quantity, unit_price, currency
            FROM order_line_items WHERE tenant_id = :tenant AND order_id IN (:orders) ORDER BY id
            """)
        .param("tenant", transaction.tenant())
        .param("orders", orders)
        .query((row, _) -> Map.entry(row.getObject("order_id", UUID.class), line(row)))
        .list()
        .stream()
        .collect(
            Collectors.groupingBy(
                Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
  }

  private static LineItem line(ResultSet row) throws SQLException {
    return new LineItem(
        row.getObject("id", UUID.class),
        new LineItem.Product(row.getString("product_id"), row.getString("product_name")),
        row.getInt("quantity"),
        new Money(
            row.getBigDecimal("unit_price"), CurrencyCode.valueOf(row.getString("currency"))));
  }

  /** An order without its lines. */
  private record Row(
      UUID id,
      UserId userId,
      Money total,
      Order.Terms terms,
      OrderStatus status,
      Order.Times times,
      long eventSequence) {

    StoredOrder with(Map<UUID, List<LineItem>> lines) {
      List<LineItem> own = lines.getOrDefault(id, List.of());
      return new StoredOrder(
          new Order(new OrderId(id), userId, own, total, terms, status, times), eventSequence);
    }
  }

  @SuppressWarnings("UnusedVariable") // the row number belongs to the mapper's shape
  private static Row row(ResultSet row, int number) throws SQLException {
    return new Row(
        row.getObject("id", UUID.class),
        new UserId(row.getString("user_id")),
        new Money(
            row.getBigDecimal("total_amount"), CurrencyCode.valueOf(row.getString("currency"))),
        new Order.Terms(row.getString("metadata"), Fulfilment.valueOf(row.getString("fulfilment"))),
        OrderStatus.valueOf(row.getString("status")),
        new Order.Times(
            row.getObject("created_at", OffsetDateTime.class).toInstant(),
            row.getObject("updated_at", OffsetDateTime.class).toInstant(),
            instant(row, "paid_at"),
            instant(row, "completed_at")),
        row.getLong("event_seq"));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    @Nullable OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  private static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
    return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
  }
}
