package com.moalog.fluxpay.payment;

import com.moalog.fluxpay.database.TenantTransaction;
import com.moalog.fluxpay.model.CurrencyCode;
import com.moalog.fluxpay.model.Money;
import com.moalog.fluxpay.model.PaymentId;
import com.moalog.fluxpay.payment.model.PaymentStatus;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Payments as they are compared with the provider's settlement list. Thread-safe. */
public final class SettledPayments {

  private static final String COLUMNS =
      """
      SELECT p.id, p.order_id, p.kind, p.amount, p.currency, p.status, p.pg_payment_key,
        p.pg_transaction_id
      FROM payments p
      """;

  private final Ledger ledger;
  private final Duration eventsKept;

  SettledPayments(Ledger ledger, Duration eventsKept) {
    this.ledger = ledger;
    this.eventsKept = eventsKept;
  }

  /**
   * A payment in our books.
   *
   * @param providerOrder what the provider calls its order
   * @param paymentKey what the provider calls it; absent before the customer was there
   * @param transactionKey the provider's name of the capture
   */
  public record Settled(
      PaymentId id,
      String providerOrder,
      Money amount,
      PaymentStatus status,
      @Nullable String paymentKey,
      @Nullable String transactionKey) {}

  /** The payments that the provider knows by these keys or these order numbers. */
  public List<Settled> known(
      TenantTransaction transaction, Collection<String> keys, Collection<UUID> orders) {
    return transaction
        .sql(
            COLUMNS
                + """
                WHERE p.tenant_id = :tenant
                  AND (p.pg_payment_key = ANY(:keys)
                    OR (p.kind = 'ONE_OFF' AND p.order_id = ANY(:orders))
                    OR (p.kind = 'BILLING' AND p.id = ANY(:orders)))
                ORDER BY p.status = 'FAILED' DESC, p.created_at
                """)
        .param("tenant", transaction.tenant())
        .param("keys", keys.toArray(String[]::new))
        .param("orders", orders.toArray(UUID[]::new))
        .query(SettledPayments::row)
        .list();
  }

  /** What was captured in that time, as we believe; {@code until} is outside. */
  public List<Settled> confirmed(TenantTransaction transaction, Instant from, Instant until) {
    return within(
        transaction,
        from,
        until,
        "WHERE p.tenant_id = :tenant AND p.confirmed_at >= :from AND p.confirmed_at < :until");
  }

  /** Captured payments of that time whose order does not know of it. */
  public List<Settled> unpaid(TenantTransaction transaction, Instant from, Instant until) {
    return within(
        transaction,
        from,
        until,
        """
        JOIN orders o ON o.id = p.order_id
        WHERE p.tenant_id = :tenant AND p.confirmed_at >= :from AND p.confirmed_at < :until
          AND o.status = 'PENDING'
        """);
  }

  /**
   * Captured payments of that time of which no event tells; none when the outbox may have forgotten
   * events of that time. The ids are made text first: behind row-level security no index serves a
   * comparison with a conversion in it.
   */
  public List<Settled> silent(TenantTransaction transaction, Instant from, Instant until) {
    if (from.isBefore(ledger.now().minus(eventsKept))) {
      return List.of();
    }
    return within(
        transaction,
        from,
        until,
        """
        WHERE p.id IN (
          WITH captured AS MATERIALIZED (
            SELECT id, id::text AS name FROM payments
            WHERE tenant_id = :tenant AND confirmed_at >= :from AND confirmed_at < :until)
          SELECT id FROM captured
          WHERE NOT EXISTS (
            SELECT 1 FROM outbox_events e
            WHERE e.tenant_id = :tenant AND e.aggregate_type = 'payment'
              AND e.aggregate_id = captured.name AND e.event_type = 'payment.confirmed'
            OFFSET 0))
        """);
  }

  private static List<Settled> within(
      TenantTransaction transaction, Instant from, Instant until, String condition) {
    return transaction
        .sql(COLUMNS + condition)
        .param("tenant", transaction.tenant())
        .param("from", from.atOffset(ZoneOffset.UTC))
        .param("until", until.atOffset(ZoneOffset.UTC))
        .query(SettledPayments::row)
        .list();
  }

  /**
   * The provider took the money of a payment that had failed here, so it is to go back.
   *
   * @param paymentKey what the provider calls it, which a payment that nobody approved does not
   *     know
   */
  public void takenAfterFailure(TenantTransaction transaction, PaymentId id, String paymentKey) {
    transaction
        .sql(
            """
            UPDATE payments SET pg_payment_key = :key, version = version + 1
            WHERE tenant_id = :tenant AND id = :id AND status = 'FAILED' AND pg_payment_key IS NULL
            """)
        .param("key", paymentKey)
        .param("tenant", transaction.tenant())
        .param("id", id.value())
        .update();
    ledger.watchFailed(transaction, id, Duration.ZERO);
  }

  @SuppressWarnings("UnusedVariable") // the row number belongs to the mapper's shape
  private static Settled row(ResultSet row, int number) throws SQLException {
    UUID id = row.getObject("id", UUID.class);
    boolean billing = row.getString("kind").equals("BILLING");
    UUID order = row.getObject("order_id", UUID.class);
    return new Settled(
        new PaymentId(id),
        (billing ? id : order).toString(),
        new Money(row.getBigDecimal("amount"), CurrencyCode.valueOf(row.getString("currency"))),
        PaymentStatus.valueOf(row.getString("status")),
        row.getString("pg_payment_key"),
        row.getString("pg_transaction_id"));
  }
}
