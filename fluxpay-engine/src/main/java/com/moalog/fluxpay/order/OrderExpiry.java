package com.moalog.fluxpay.order;

import com.moalog.fluxpay.database.TenantTransaction;
import com.moalog.fluxpay.database.TenantTransactions;
import com.moalog.fluxpay.model.Caller;
import com.moalog.fluxpay.model.OrderId;
import com.moalog.fluxpay.order.model.OrderStatus;
import com.moalog.fluxpay.task.StandingTask;
import com.moalog.fluxpay.task.TaskKind;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cancels orders that nobody paid in time, with what is left of their payments; one whose payment
 * may be under way is looked at again later. Thread-safe.
 */
final class OrderExpiry implements StandingTask {

  /** Most orders that one look finds. */
  static final int BATCH = 100;

  static final Duration PERIOD = Duration.ofSeconds(30);

  /** A run ends well within the lease of its task. */
  private static final Duration BUDGET = Duration.ofSeconds(10);

  private static final Logger LOG = LoggerFactory.getLogger(OrderExpiry.class);

  private final TenantTransactions transactions;
  private final Orders orders;
  private final PaymentsOfOrder payments;
  private final Rules rules;

  OrderExpiry(
      TenantTransactions transactions, Orders orders, PaymentsOfOrder payments, Rules rules) {
    this.transactions = transactions;
    this.orders = orders;
    this.payments = payments;
    this.rules = rules;
  }

  /** When an order is too old. */
  record Rules(OrderSettings settings, InstantSource clock) {
    Instant now() {
      return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    boolean isOver(Instant createdAt) {
      return createdAt.isBefore(now().minus(settings.unpaid()));
    }
  }

  @Override
  public TaskKind kind() {
    return TaskKind.ORDER_EXPIRE;
  }

  @Override
  public Outcome run(Caller caller, String reference, int attempt) {
    long start = System.nanoTime();
    UUID last = new UUID(0, 0);
    int found = BATCH;
    while (found == BATCH && System.nanoTime() - start < BUDGET.toNanos()) {
      UUID after = last;
      List<UUID> due = transactions.call(caller, transaction -> due(transaction, after));
      due.forEach(
          id -> transactions.run(caller, transaction -> expire(transaction, new OrderId(id))));
      found = due.size();
      last = due.isEmpty() ? last : due.getLast();
    }
    return new Outcome.Again(PERIOD, "looked");
  }

  private List<UUID> due(TenantTransaction transaction, UUID after) {
    return transaction
        .sql(
            """
            SELECT id FROM orders
            WHERE tenant_id = :tenant AND status = 'PENDING' AND id > :after
              AND created_at < :createdBefore
            ORDER BY id LIMIT :batch
            """)
        .param("tenant", transaction.tenant())
        .param("after", after)
        .param(
            "createdBefore", rules.now().minus(rules.settings().unpaid()).atOffset(ZoneOffset.UTC))
        .param("batch", BATCH)
        .query((row, _) -> row.getObject("id", UUID.class))
        .list();
  }

  private void expire(TenantTransaction transaction, OrderId id) {
    StoredOrder stored = orders.lock(transaction, id).orElseThrow();
    if (stored.order().status() == OrderStatus.PENDING
        && rules.isOver(stored.order().times().createdAt())
        && payments.giveUp(transaction, stored.order(), rules.now())) {
      orders.cancel(transaction, stored, rules.now());
      LOG.info("order {} was not paid in time", id);
    }
  }
}
