package com.moalog.fluxpay.payment;

import com.moalog.fluxpay.database.TenantTransaction;
import com.moalog.fluxpay.http.Fingerprint;
import com.moalog.fluxpay.model.PaymentId;
import com.moalog.fluxpay.psp.Exchange;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Every call to the provider that could matter for the money: written before it is made, completed
 * after it was answered. Thread-safe.
 */
public final class Attempts {

  private static final String LAST =
      """
      SELECT substring(psp_idempotency_key FROM '-([0-9]+)$')::int AS number, status,
        (http_status IS NOT NULL AND COALESCE(psp_code, '') NOT IN (:running)) AS answered,
        extract(epoch FROM clock_timestamp() - started_at) AS age
      FROM payment_attempts
      WHERE tenant_id = :tenant AND %s
      ORDER BY id DESC LIMIT 1
      """;

  /** What was asked of the provider. */
  public enum Operation {
    VERIFY,
    CONFIRM,
    BILLING,
    CANCEL
  }

  /** What was concluded. */
  public enum Result {
    SUCCEEDED,
    DECLINED,
    UNKNOWN
  }

  /**
   * The newest attempt of a payment.
   *
   * @param number which idempotency key it used
   * @param answered whether the provider told how it ended
   * @param result what was concluded; {@code REQUESTED} while nothing is
   * @param age how long ago it began
   */
  public record Last(int number, boolean answered, String result, Duration age) {}

  public long begin(
      TenantTransaction transaction, PaymentId payment, Operation operation, String key) {
    return transaction
        .sql(
            """
            INSERT INTO payment_attempts (tenant_id, payment_id, operation, psp_idempotency_key,
              request_hash, status, started_at)
            VALUES (:tenant, :payment, :operation, NULLIF(:key, ''), :hash, 'REQUESTED',
              clock_timestamp())
            RETURNING id
            """)
        .param("tenant", transaction.tenant())
        .param("payment", payment.value())
        .param("operation", operation.name())
        .param("key", key)
        .param("hash", Fingerprint.sha256(operation + " " + payment + " " + key))
        .query(Long.class)
        .single();
  }

  public void end(TenantTransaction transaction, long id, Result result, Exchange exchange) {
    transaction
        .sql(
            """
            UPDATE payment_attempts SET status = :status, http_status = :http, psp_code = :code,
              psp_trace_id = :trace, finished_at = clock_timestamp()
            WHERE tenant_id = :tenant AND id = :id
            """)
        .param("status", result.name())
        .param("http", exchange.status())
        .param("code", cut(exchange.code()))
        .param("trace", cut(exchange.traceId()))
        .param("tenant", transaction.tenant())
        .param("id", id)
        .update();
  }

  /** Whether no other call of this kind was begun for the payment since. */
  boolean isLatest(
      TenantTransaction transaction, PaymentId payment, Operation operation, long attempt) {
    return transaction
            .sql(
                """
                SELECT max(id) FROM payment_attempts
                WHERE tenant_id = :tenant AND payment_id = :payment AND operation = :operation
                """)
            .param("tenant", transaction.tenant())
            .param("payment", payment.value())
            .param("operation", operation.name())
            .query((row, _) -> row.getLong(1))
            .single()
        == attempt;
  }

  /** The newest confirm; its number is the end of its key. */
  Optional<Last> lastConfirm(TenantTransaction transaction, PaymentId payment) {
    return last(transaction, payment, Operation.CONFIRM);
  }

  Optional<Last> last(TenantTransaction transaction, PaymentId payment, Operation operation) {
    return transaction
        .sql(LAST.formatted("payment_id = :payment AND operation = :operation"))
        .param("tenant", transaction.tenant())
        .param("running", Exchange.STILL_RUNNING)
        .param("payment", payment.value())
        .param("operation", operation.name())
        .query(Attempts::last)
        .optional();
  }

  /** The newest attempt among those whose keys are {@code stem}, a hyphen and a number. */
  public Optional<Last> lastUnder(TenantTransaction transaction, String stem) {
    return transaction
        .sql(LAST.formatted("psp_idempotency_key LIKE :stem"))
        .param("tenant", transaction.tenant())
        .param("running", Exchange.STILL_RUNNING)
        .param("stem", stem.replace("_", "\\_") + "-%")
        .query(Attempts::last)
        .optional();
  }

  @SuppressWarnings("UnusedVariable") // the row number belongs to the mapper's shape
  private static Last last(ResultSet row, int number) throws SQLException {
    return new Last(
        row.getInt("number"),
        row.getBoolean("answered"),
        row.getString("status"),
        Duration.ofSeconds(row.getLong("age")));
  }

  private static @Nullable String cut(@Nullable String text) {
    return text == null ? null : text.substring(0, Math.min(text.length(), 100));
  }
}
