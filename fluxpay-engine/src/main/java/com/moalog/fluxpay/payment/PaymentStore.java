package com.moalog.fluxpay.payment;

import com.moalog.fluxpay.database.TenantTransaction;
import com.moalog.fluxpay.model.CurrencyCode;
import com.moalog.fluxpay.model.Money;
import com.moalog.fluxpay.model.OrderId;
import com.moalog.fluxpay.model.PaymentId;
import com.moalog.fluxpay.payment.model.Failure;
import com.moalog.fluxpay.payment.model.Payment;
import com.moalog.fluxpay.payment.model.PaymentKind;
import com.moalog.fluxpay.payment.model.PaymentMethod;
import com.moalog.fluxpay.payment.model.PaymentStatus;
import com.moalog.fluxpay.payment.model.ProviderReference;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The payments of a tenant in PostgreSQL. Thread-safe. */
final class PaymentStore {

  /** Most payments that a list holds. */
  static final int LIST_LIMIT = 100;

  private static final String COLUMNS =
      """
      SELECT id, order_id, amount, currency, status, payment_method_type,
        payment_method_display_name, pg_transaction_id, pg_payment_key, failure_code,
        failure_reason, refunded_amount, pending_refund_amount, receipt_url, approved_at,
        confirmed_at, failed_at, created_at, updated_at, event_seq
      FROM payments
      """;

  /** Inserts a payment of an order that has no live one; false when it has. */
  boolean insert(TenantTransaction transaction, Payment payment, PaymentKind kind) {
    return transaction
            .sql(
                """
                INSERT INTO payments (id, tenant_id, order_id, amount, currency, status, kind,
                  created_at, updated_at)
                VALUES (:id, :tenant, :order, :amount, :currency, :status, :kind, :now, :now)
                ON CONFLICT (order_id) WHERE status <> 'FAILED' DO NOTHING
                """)
            .param("id", payment.id().value())
            .param("tenant", transaction.tenant())
            .param("order", payment.orderId().value())
            .param("amount", payment.amount().amount())
            .param("currency", payment.amount().currency().name())
            .param("status", payment.status().name())
            .param("kind", kind.name())
            .param("now", utc(payment.times().createdAt()))
            .update()
        == 1;
  }

  Optional<Payment> find(TenantTransaction transaction, PaymentId id) {
    return transaction
        .sql(COLUMNS + "WHERE tenant_id = :tenant AND id = :id")
        .param("tenant", transaction.tenant())
        .param("id", id.value())
        .query(PaymentStore::row)
        .optional()
        .map(StoredPayment::payment);
  }

  /** Which order the payment belongs to; the order's row is locked before the payment's. */
  Optional<OrderId> orderOf(TenantTransaction transaction, PaymentId id) {
    return transaction
        .sql("SELECT order_id FROM payments WHERE tenant_id = :tenant AND id = :id")
        .param("tenant", transaction.tenant())
        .param("id", id.value())
        .query(UUID.class)
        .optional()
        .map(OrderId::new);
  }

  /** Whether the payment charges a stored card. */
  boolean isBilling(TenantTransaction transaction, PaymentId id) {
    return transaction
        .sql("SELECT kind = 'BILLING' FROM payments WHERE tenant_id = :tenant AND id = :id")
        .param("tenant", transaction.tenant())
        .param("id", id.value())
        .query(Boolean.class)
        .single();
  }

  /** Reads the payment and locks its row until the transaction ends. */
  StoredPayment lock(TenantTransaction transaction, PaymentId id) {
    return transaction
        .sql(COLUMNS + "WHERE tenant_id = :tenant AND id = :id FOR UPDATE")
        .param("tenant", transaction.tenant())
        .param("id", id.value())
        .query(PaymentStore::row)
        .single();
  }

  /** Reads the order's payment that is not failed, and locks its row. */
  Optional<StoredPayment> lockLive(TenantTransaction transaction, OrderId orderId) {
    return transaction
        .sql(
            COLUMNS
                + """
                WHERE tenant_id = :tenant AND order_id = :order AND status <> 'FAILED' FOR UPDATE
                """)
        .param("tenant", transaction.tenant())
        .param("order", orderId.value())
        .query(PaymentStore::row)
        .optional();
  }

  /** The order's payments, newest first. */
  List<Payment> of(TenantTransaction transaction, OrderId orderId) {
    return transaction
        .sql(
            COLUMNS
                + """
                WHERE tenant_id = :tenant AND order_id = :order
                ORDER BY created_at DESC, id DESC LIMIT :limit
                """)
        .param("tenant", transaction.tenant())
        .param("order", orderId.value())
        .param("limit", LIST_LIMIT)
        .query(PaymentStore::row)
        .list()
        .stream()
        .map(StoredPayment::payment)
        .toList();
  }

  /** Whether a payment uses the provider's key already. */
  boolean isKeyTaken(TenantTransaction transaction, String paymentKey, PaymentId exceptFor) {
    return transaction
            .sql(
                """
                SELECT count(*) FROM payments
                WHERE tenant_id = :tenant AND pg_payment_key = :key AND id <> :id
                """)
            .param("tenant", transaction.tenant())
            .param("key", paymentKey)
            .param("id", exceptFor.value())
            .query(Long.class)
            .single()
        > 0;
  }

  void update(TenantTransaction transaction, Payment payment, long eventSequence) {
    @Nullable PaymentMethod method = payment.method();
    @Nullable Failure failure = payment.failure();
    transaction
        .sql(
            """
            UPDATE payments SET status = :status, payment_method_type = :methodType,
              payment_method_display_name = :methodName, pg_transaction_id = :transaction,
              pg_payment_key = :key, receipt_url = :receipt, failure_code = :failureCode,
              failure_reason = :failureReason, approved_at = :approved, confirmed_at = :confirmed,
              failed_at = :failed, updated_at = :updated, refunded_amount = :refunded,
              pending_refund_amount = :pending, version = version + 1, event_seq = :sequence
            WHERE tenant_id = :tenant AND id = :id
            """)
        .param("status", payment.status().name())
        .param("methodType", method == null ? null : method.type().name())
        .param("methodName", method == null ? null : method.displayName())
        .param("transaction", payment.reference().transactionId())
        .param("key", payment.reference().paymentKey())
        .param("receipt", payment.reference().receiptUrl())
        .param("failureCode", failure == null ? null : failure.code())
        .param("failureReason", failure == null ? null : failure.reason())
        .param("approved", utc(payment.times().approvedAt()))
        .param("confirmed", utc(payment.times().confirmedAt()))
        .param("failed", utc(payment.times().failedAt()))
        .param("updated", utc(payment.times().updatedAt()))
        .param("refunded", payment.refunds().completed().amount())
        .param("pending", payment.refunds().pending().amount())
        .param("sequence", eventSequence)
        .param("tenant", transaction.tenant())
        .param("id", payment.id().value())
        .update();
  }

  @SuppressWarnings("UnusedVariable") // the row number belongs to the mapper's shape
  private static StoredPayment row(ResultSet row, int number) throws SQLException {
    CurrencyCode currency = CurrencyCode.valueOf(row.getString("currency"));
    Payment payment =
        new Payment(
            new PaymentId(row.getObject("id", UUID.class)),
            new OrderId(row.getObject("order_id", UUID.class)),
            new Money(row.getBigDecimal("amount"), currency),
            PaymentStatus.valueOf(row.getString("status")),
            method(row),
            new ProviderReference(
                row.getString("pg_payment_key"),
                row.getString("pg_transaction_id"),
                row.getString("receipt_url")),
            failure(row),
            new Payment.Refunds(
                new Money(row.getBigDecimal("refunded_amount"), currency),
                new Money(row.getBigDecimal("pending_refund_amount"), currency)),
            times(row));
    return new StoredPayment(payment, row.getLong("event_seq"));
  }

  private static @Nullable PaymentMethod method(ResultSet row) throws SQLException {
    @Nullable String type = row.getString("payment_method_type");
    return type == null
        ? null
        : new PaymentMethod(
            PaymentMethod.Type.valueOf(type), row.getString("payment_method_display_name"));
  }

  private static @Nullable Failure failure(ResultSet row) throws SQLException {
    @Nullable String code = row.getString("failure_code");
    return code == null ? null : new Failure(code, row.getString("failure_reason"));
  }

  private static Payment.Times times(ResultSet row) throws SQLException {
    return new Payment.Times(
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        row.getObject("updated_at", OffsetDateTime.class).toInstant(),
        instant(row, "approved_at"),
        instant(row, "confirmed_at"),
        instant(row, "failed_at"));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    @Nullable OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  private static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
    return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
  }
}
