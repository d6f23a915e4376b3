package com.moalog.fluxpay.webhook;

import com.moalog.fluxpay.audit.Audit;
import com.moalog.fluxpay.database.TenantTransaction;
import com.moalog.fluxpay.database.TenantTransactions;
import com.moalog.fluxpay.http.Page;
import com.moalog.fluxpay.http.RefusedException;
import com.moalog.fluxpay.model.Caller;
import com.moalog.fluxpay.model.ErrorCode;
import com.moalog.fluxpay.task.TaskKind;
import com.moalog.fluxpay.task.Tasks;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What tenants and operators do with notifications. Thread-safe. */
final class WebhookDesk {

  /** Most notifications that one call sends again. */
  static final int RETRIES_MOST = 1_000;

  private final TenantTransactions transactions;
  private final Secrets secrets;
  private final AddressGuard guard;
  private final Surroundings surroundings;

  WebhookDesk(
      TenantTransactions transactions,
      Secrets secrets,
      AddressGuard guard,
      Surroundings surroundings) {
    this.transactions = transactions;
    this.secrets = secrets;
    this.guard = guard;
    this.surroundings = surroundings;
  }

  /** What is passed in from outside. */
  record Surroundings(Tasks tasks, Audit audit, InstantSource clock) {}

  /** Which notifications are asked for; {@code until} is outside. */
  record Query(Optional<WebhookStatus> status, Instant from, Instant until) {}

  /** Where a tenant is notified; the secret is shown only when it is new. */
  record Target(String url, @Nullable String secret) {}

  /** The notifications of a page, newest first, and perhaps one more. */
  List<WebhookView> list(Caller caller, Query query, Page page) {
    return transactions.call(
        caller,
        transaction ->
            transaction
                .sql(
                    """
                    SELECT * FROM webhooks
                    WHERE tenant_id = :tenant AND id < :before
                      AND created_at >= :from AND created_at < :until
                      AND status = COALESCE(CAST(:status AS varchar), status)
                    ORDER BY id DESC LIMIT :rows
                    """)
                .param("tenant", transaction.tenant())
                .param("before", page.before())
                .param("from", query.from().atOffset(ZoneOffset.UTC))
                .param("until", query.until().atOffset(ZoneOffset.UTC))
                .param("status", query.status().map(WebhookStatus::name).orElse(null))
                .param("rows", page.rows())
                .query(WebhookDesk::view)
                .list());
  }

  /**
   * Sends given-up notifications again, with a fresh budget of tries. Others are left alone.
   *
   * @return how many are sent again
   * @throws RefusedException with {@code WHK_001} when a named one does not exist
   */
  int retry(Caller caller, RetryWish wish) {
    return transactions.call(
        caller,
        transaction -> {
          List<String> ids =
              switch (wish) {
                case RetryWish.Named(List<String> named) -> existing(transaction, named);
                case RetryWish.Between range -> failed(transaction, range);
              };
          List<String> revived = ids.isEmpty() ? List.of() : revive(transaction, ids);
          revived.forEach(id ->
              surroundings
                  .tasks()
                  .schedule(transaction, TaskKind.WEBHOOK_DELIVER, id, Duration.ZERO));
          return revived.size();
        });
  }

  private static List<String> existing(TenantTransaction transaction, List<String> named) {
    List<String> known =
        transaction
            .sql(
                "SELECT webhook_id FROM webhooks WHERE tenant_id = :tenant AND webhook_id IN (:ids)")
            .param("tenant", transaction.tenant())
            .param("ids", named)
            .query((row, _) -> row.getString("webhook_id"))
            .list();
    if (known.size() < new HashSet<>(named).size()) {
      throw RefusedException.of(ErrorCode.WHK_001);
    }
    return known;
  }

  private static List<String> failed(TenantTransaction transaction, RetryWish.Between range) {
    return transaction
        .sql(
            """
            SELECT webhook_id FROM webhooks
            WHERE tenant_id = :tenant AND status = 'FAILED'
              AND created_at >= :from AND created_at < :until
            ORDER BY id LIMIT :most
            """)
        .param("tenant", transaction.tenant())
        .param("from", range.from().atOffset(ZoneOffset.UTC))
        .param("until", range.until().atOffset(ZoneOffset.UTC))
        .param("most", RETRIES_MOST)
        .query((row, _) -> row.getString("webhook_id"))
        .list();
  }

  private static List<String> revive(TenantTransaction transaction, List<String> ids) {
    return transaction
        .sql(
            """
            UPDATE webhooks SET status = 'PENDING', retry_count = 0, error_message = NULL
            WHERE tenant_id = :tenant AND webhook_id IN (:ids) AND status = 'FAILED'
            RETURNING webhook_id
            """)
        .param("tenant", transaction.tenant())
        .param("ids", ids)
        .query((row, _) -> row.getString("webhook_id"))
        .list();
  }

  /**
   * Sets where the tenant is notified from now on, and gives it a new secret if it wants one or has
   * none.
   *
   * @throws RefusedException with {@code VAL_001} when the address must not be called
   */
  Target configure(Caller caller, ConfigureWish wish) {
    guard
        .objection(wish.url())
        .ifPresent(reason -> {
          throw RefusedException.ofField("url", "must be an allowed address: " + reason);
        });
    return transactions.call(
        caller,
        transaction -> {
          transaction
              .sql("SELECT set_own_webhook_url(:url)")
              .param("url", wish.url().toString())
              .query((_, _) -> true)
              .single();
          boolean renewed = wish.rotatingSecret() || !secrets.exists(transaction);
          @Nullable String secret = renewed ? secrets.rotate(transaction) : null;
          secrets.keep(transaction);
          surroundings.audit().append(transaction, surroundings.clock().instant(), entry(wish));
          return new Target(wish.url().toString(), secret);
        });
  }

  private static Audit.Entry entry(ConfigureWish wish) {
    return new Audit.Entry(
        "webhook.configure",
        "webhook",
        "config",
        Map.of(),
        Map.of("url", wish.url().toString(), "secretRotated", wish.rotatingSecret()));
  }

  @SuppressWarnings("UnusedVariable") // the row number belongs to the mapper's shape
  private static WebhookView view(ResultSet row, int number) throws SQLException {
    return new WebhookView(
        row.getLong("id"),
        row.getString("webhook_id"),
        row.getString("event_id"),
        row.getString("event_type"),
        row.getString("target_url"),
        WebhookStatus.valueOf(row.getString("status")),
        row.getInt("retry_count"),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        instant(row, "last_attempt_at"),
        instant(row, "next_retry_at"),
        instant(row, "delivered_at"),
        row.getObject("last_http_status", Integer.class),
        row.getString("error_message"));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    @Nullable OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
