package com.moalog.fluxpay.refund;

import com.moalog.fluxpay.database.TenantTransaction;
import com.moalog.fluxpay.model.CurrencyCode;
import com.moalog.fluxpay.model.Money;
import com.moalog.fluxpay.model.PaymentId;
import com.moalog.fluxpay.refund.model.Initiator;
import com.moalog.fluxpay.refund.model.Refund;
import com.moalog.fluxpay.refund.model.RefundId;
import com.moalog.fluxpay.refund.model.RefundStatus;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The refunds of a tenant in PostgreSQL. Thread-safe. */
final class RefundStore {

  /** Most refunds that a list holds; the limit of refunds of a payment is lower. */
  static final int LIST_LIMIT = 1_000;

  private static final String COLUMNS =
      """
      SELECT refund_id, payment_id, amount, currency, reason, status, initiator, pg_refund_id,
        failure_code, error_message, requested_at, updated_at, completed_at, event_seq
      FROM refunds
      """;

  void insert(TenantTransaction transaction, Refund refund, long eventSequence) {
    transaction
        .sql(
            """
            INSERT INTO refunds (tenant_id, refund_id, payment_id, amount, currency, reason, status,
              initiator, requested_at, updated_at, event_seq)
            VALUES (:tenant, :id, :payment, :amount, :currency, :reason, :status, :initiator, :now,
              :now, :sequence)
            """)
        .param("tenant", transaction.tenant())
        .param("id", refund.id().value())
        .param("payment", refund.payment().value())
        .param("amount", refund.amount().amount())
        .param("currency", refund.amount().currency().name())
        .param("reason", refund.cause().reason())
        .param("status", refund.status().name())
        .param("initiator", refund.cause().initiator().name())
        .param("now", utc(refund.times().requestedAt()))
        .param("sequence", eventSequence)
        .update();
  }

  void update(TenantTransaction transaction, Refund refund, long eventSequence) {
    transaction
        .sql(
            """
            UPDATE refunds SET status = :status, pg_refund_id = :key, failure_code = :code,
              error_message = :message, updated_at = :updated, completed_at = :completed,
              version = version + 1, event_seq = :sequence
            WHERE tenant_id = :tenant AND refund_id = :id
            """)
        .param("status", refund.status().name())
        .param("key", refund.result().transactionKey())
        .param("code", refund.result().failureCode())
        .param("message", refund.result().errorMessage())
        .param("updated", utc(refund.times().updatedAt()))
        .param("completed", utc(refund.times().completedAt()))
        .param("sequence", eventSequence)
        .param("tenant", transaction.tenant())
        .param("id", refund.id().value())
        .update();
  }

  Optional<Refund> find(TenantTransaction transaction, RefundId id) {
    return one(transaction, id, "").map(StoredRefund::refund);
  }

  /** Reads the refund and locks its row; its payment's row is locked by the caller already. */
  Optional<StoredRefund> lock(TenantTransaction transaction, RefundId id) {
    return one(transaction, id, " FOR UPDATE");
  }

  private static Optional<StoredRefund> one(
      TenantTransaction transaction, RefundId id, String lock) {
    return transaction
        .sql(COLUMNS + "WHERE tenant_id = :tenant AND refund_id = :id" + lock)
        .param("tenant", transaction.tenant())
        .param("id", id.value())
        .query(RefundStore::row)
        .optional();
  }

  /** The payment's refunds, oldest first. */
  List<Refund> of(TenantTransaction transaction, PaymentId payment) {
    return transaction
        .sql(
            COLUMNS
                + "WHERE tenant_id = :tenant AND payment_id = :payment ORDER BY id LIMIT :limit")
        .param("tenant", transaction.tenant())
        .param("payment", payment.value())
        .param("limit", LIST_LIMIT)
        .query(RefundStore::row)
        .list()
        .stream()
        .map(StoredRefund::refund)
        .toList();
  }

  /** How many refunds of the payment are not failed. */
  int countLive(TenantTransaction transaction, PaymentId payment) {
    return transaction
        .sql(
            """
            SELECT count(*) FROM refunds
            WHERE tenant_id = :tenant AND payment_id = :payment AND status <> 'FAILED'
            """)
        .param("tenant", transaction.tenant())
        .param("payment", payment.value())
        .query(Integer.class)
        .single();
  }

  /** Whether all the money of the payment was to go back for the sake of its order, and why. */
  Optional<Refund.Cause> endOfOrder(TenantTransaction transaction, PaymentId payment) {
    return transaction
        .sql(
            """
            SELECT initiator, reason FROM refunds
            WHERE tenant_id = :tenant AND payment_id = :payment AND status = 'COMPLETED'
              AND initiator IN ('ORDER_CANCEL', 'SERVICE_FAILED')
            ORDER BY id LIMIT 1
            """)
        .param("tenant", transaction.tenant())
        .param("payment", payment.value())
        .query((row, _) ->
            new Refund.Cause(
                Initiator.valueOf(row.getString("initiator")), row.getString("reason")))
        .optional();
  }

  /** The payment's refund of that cause that is on its way. */
  Optional<Refund> onItsWay(TenantTransaction transaction, PaymentId payment, Initiator initiator) {
    return transaction
        .sql(
            COLUMNS
                + """
                WHERE tenant_id = :tenant AND payment_id = :payment AND initiator = :initiator
                  AND status IN ('REQUESTED', 'PROCESSING')
                ORDER BY id LIMIT 1
                """)
        .param("tenant", transaction.tenant())
        .param("payment", payment.value())
        .param("initiator", initiator.name())
        .query(RefundStore::row)
        .optional()
        .map(StoredRefund::refund);
  }

  @SuppressWarnings("UnusedVariable") // the row number belongs to the mapper's shape
  private static StoredRefund row(ResultSet row, int number) throws SQLException {
    CurrencyCode currency = CurrencyCode.valueOf(row.getString("currency"));
    @Nullable OffsetDateTime completed = row.getObject("completed_at", OffsetDateTime.class);
    return new StoredRefund(
        new Refund(
            new RefundId(row.getString("refund_id")),
            new PaymentId(row.getObject("payment_id", UUID.class)),
            new Money(row.getBigDecimal("amount"), currency),
            new Refund.Cause(
                Initiator.valueOf(row.getString("initiator")), row.getString("reason")),
            RefundStatus.valueOf(row.getString("status")),
            new Refund.Result(
                row.getString("pg_refund_id"),
                row.getString("failure_code"),
                row.getString("error_message")),
            new Refund.Times(
                row.getObject("requested_at", OffsetDateTime.class).toInstant(),
                row.getObject("updated_at", OffsetDateTime.class).toInstant(),
                completed == null ? null : completed.toInstant())),
        row.getLong("event_seq"));
  }

  private static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
    return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
  }
}
