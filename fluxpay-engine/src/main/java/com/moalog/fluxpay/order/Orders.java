package com.moalog.fluxpay.order;

import com.moalog.fluxpay.audit.Audit;
import com.moalog.fluxpay.database.TenantTransaction;
import com.moalog.fluxpay.model.Decision;
import com.moalog.fluxpay.model.ErrorCode;
import com.moalog.fluxpay.model.IdSource;
import com.moalog.fluxpay.model.OrderId;
import com.moalog.fluxpay.order.model.Order;
import com.moalog.fluxpay.order.model.OrderStatus;
import com.moalog.fluxpay.outbox.DomainEvent;
import com.moalog.fluxpay.outbox.Outbox;
import io.micrometer.core.instrument.Counter;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Orders as other features and the use cases here change them: every change is stored with its
 * event and its audit row, in the caller's transaction. Thread-safe.
 */
public final class Orders {

  private static final String AGGREGATE = "order";

  private final OrderStore store;
  private final Outbox outbox;
  private final Audit audit;
  private final ServicesOfOrder services;
  private final Surroundings surroundings;

  Orders(
      OrderStore store,
      Outbox outbox,
      Audit audit,
      ServicesOfOrder services,
      Surroundings surroundings) {
    this.store = store;
    this.outbox = outbox;
    this.audit = audit;
    this.services = services;
    this.surroundings = surroundings;
  }

  /** What is passed in from outside. */
  record Surroundings(IdSource ids, InstantSource clock, Counter created) {}

  /** Reads the order and locks its row until the transaction ends. */
  public Optional<StoredOrder> lock(TenantTransaction transaction, OrderId id) {
    return store.lock(transaction, id);
  }

  /** The payment of the order is captured. */
  public void pay(TenantTransaction transaction, StoredOrder locked, Instant now) {
    change(transaction, locked, locked.order().paid(now));
  }

  /** What was bought is delivered. */
  public void complete(TenantTransaction transaction, StoredOrder locked, Instant now) {
    change(transaction, locked, locked.order().completed(now));
  }

  /** Nobody will pay. */
  public void cancel(TenantTransaction transaction, StoredOrder locked, Instant now) {
    change(transaction, locked, locked.order().cancelled(now));
  }

  /** Nobody wants it any more. */
  public void cancel(
      TenantTransaction transaction, StoredOrder locked, Instant now, @Nullable String reason) {
    change(transaction, locked, locked.order().cancelled(now), reason);
  }

  /** What was paid for cannot be delivered. */
  public void fail(
      TenantTransaction transaction, StoredOrder locked, Instant now, @Nullable String reason) {
    change(transaction, locked, locked.order().failed(now), reason);
  }

  /** Stores a new order as it is wished for, unless it would be paid in vain. */
  public Decision<Order> place(TenantTransaction transaction, PlaceOrder wish) {
    Instant now = surroundings.clock().instant().truncatedTo(ChronoUnit.MICROS);
    Order order = wish.drafted(surroundings.ids(), now);
    Optional<ErrorCode> obstacle = services.obstacle(transaction, order);
    if (obstacle.isPresent()) {
      return Decision.refused(obstacle.get());
    }
    place(transaction, order);
    return Decision.accepted(order);
  }

  /** Stores a new order. */
  public void place(TenantTransaction transaction, Order order) {
    store.insert(transaction, order, 1);
    Instant now = order.times().createdAt();
    Map<String, Object> fields = facts(order);
    outbox.append(transaction, event(order, "created", 1, fields));
    audit.append(transaction, now, entry("order.create", order.id(), Map.of(), fields));
    transaction.afterCommit(surroundings.created()::increment);
  }

  private void change(TenantTransaction transaction, StoredOrder before, Order after) {
    change(transaction, before, after, null);
  }

  /** Stores the order as it is now, and tells why if anybody said so. */
  void change(
      TenantTransaction transaction, StoredOrder before, Order after, @Nullable String reason) {
    long sequence = before.eventSequence() + 1;
    store.update(transaction, after, sequence);
    Map<String, Object> fields = facts(after);
    fields.put("status", after.status());
    if (reason != null) {
      fields.put("reason", reason);
    }
    String step = after.status().name().toLowerCase(Locale.ROOT);
    outbox.append(transaction, event(after, step, sequence, fields));
    audit.append(
        transaction,
        after.times().updatedAt(),
        entry(
            "order." + step, after.id(), status(before.order().status()), status(after.status())));
  }

  private DomainEvent event(Order order, String step, long sequence, Map<String, Object> fields) {
    return new DomainEvent(
        surroundings.ids().next().toString(),
        new DomainEvent.Aggregate(AGGREGATE, order.id().toString(), sequence),
        AGGREGATE + "." + step,
        order.times().updatedAt(),
        fields);
  }

  private static Audit.Entry entry(
      String action, OrderId id, Map<String, Object> before, Map<String, Object> after) {
    return new Audit.Entry(action, AGGREGATE, id.toString(), before, after);
  }

  private static Map<String, Object> status(OrderStatus status) {
    return Map.of("status", status);
  }

  private static Map<String, Object> facts(Order order) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("orderId", order.id().toString());
    fields.put("userId", order.userId().value());
    fields.put("totalAmount", order.total().amount());
    fields.put("currency", order.total().currency());
    return fields;
  }
}
