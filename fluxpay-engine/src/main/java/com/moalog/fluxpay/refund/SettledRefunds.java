package com.moalog.fluxpay.refund;

import com.moalog.fluxpay.database.TenantTransaction;
import com.moalog.fluxpay.model.CurrencyCode;
import com.moalog.fluxpay.model.Money;
import com.moalog.fluxpay.model.PaymentId;
import com.moalog.fluxpay.refund.model.RefundStatus;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Refunds as they are compared with the provider's settlement list. Stateless. */
public final class SettledRefunds {

  private static final String COLUMNS =
      "SELECT refund_id, payment_id, amount, currency, status, pg_refund_id FROM refunds ";

  SettledRefunds() {}

  /**
   * A refund in our books.
   *
   * @param transactionKey the provider's name of the movement; absent before it happened
   */
  public record Settled(
      String id,
      PaymentId payment,
      Money amount,
      RefundStatus status,
      @Nullable String transactionKey) {}

  /** The refunds that went back under these keys, and those that are on their way. */
  public List<Settled> known(
      TenantTransaction transaction, Collection<String> keys, Collection<UUID> payments) {
    return transaction
        .sql(
            COLUMNS
                + """
                WHERE tenant_id = :tenant AND (pg_refund_id = ANY(:keys)
                  OR (payment_id = ANY(:payments) AND status IN ('REQUESTED', 'PROCESSING')))
                """)
        .param("tenant", transaction.tenant())
        .param("keys", keys.toArray(String[]::new))
        .param("payments", payments.toArray(UUID[]::new))
        .query(SettledRefunds::row)
        .list();
  }

  /** What went back in that time, as we believe; {@code until} is outside. */
  public List<Settled> completed(TenantTransaction transaction, Instant from, Instant until) {
    return transaction
        .sql(
            COLUMNS
                + """
                WHERE tenant_id = :tenant AND status = 'COMPLETED'
                  AND completed_at >= :from AND completed_at < :until
                """)
        .param("tenant", transaction.tenant())
        .param("from", from.atOffset(ZoneOffset.UTC))
        .param("until", until.atOffset(ZoneOffset.UTC))
        .query(SettledRefunds::row)
        .list();
  }

  @SuppressWarnings("UnusedVariable") // the row number belongs to the mapper's shape
  private static Settled row(ResultSet row, int number) throws SQLException {
    return new Settled(
        row.getString("refund_id"),
        new PaymentId(row.getObject("payment_id", UUID.class)),
        new Money(row.getBigDecimal("amount"), CurrencyCode.valueOf(row.getString("currency"))),
        RefundStatus.valueOf(row.getString("status")),
        row.getString("pg_refund_id"));
  }
}
