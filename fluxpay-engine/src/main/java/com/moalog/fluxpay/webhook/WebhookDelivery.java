package com.moalog.fluxpay.webhook;

import com.moalog.fluxpay.database.TenantTransaction;
import com.moalog.fluxpay.database.TenantTransactions;
import com.moalog.fluxpay.model.Caller;
import com.moalog.fluxpay.task.TaskHandler;
import com.moalog.fluxpay.task.TaskKind;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers one notification at a time per order, in the order of the events: a later one waits for
 * an earlier one, but not for ever. No transaction is open while it is sent. Thread-safe.
 */
final class WebhookDelivery implements TaskHandler {

  static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

  private static final Logger LOG = LoggerFactory.getLogger(WebhookDelivery.class);
  private static final Duration TURN_PAUSE = Duration.ofSeconds(1);

  private final TenantTransactions transactions;
  private final Secrets secrets;
  private final Sender sender;
  private final RetryPlan plan;

  WebhookDelivery(TenantTransactions transactions, Secrets secrets, Sender sender, RetryPlan plan) {
    this.transactions = transactions;
    this.secrets = secrets;
    this.sender = sender;
    this.plan = plan;
  }

  /** A notification that may be sent now. */
  private record Ready(long id, int retries, Sender.Parcel parcel) {}

  @Override
  public TaskKind kind() {
    return TaskKind.WEBHOOK_DELIVER;
  }

  @Override
  public Outcome run(Caller caller, String webhookId, int attempt) {
    if (transactions.call(caller, transaction -> mustWait(transaction, webhookId))) {
      return new Outcome.Again(TURN_PAUSE, "an earlier notification of the order is on its way");
    }
    Optional<Ready> ready = transactions.call(caller, transaction -> begin(transaction, webhookId));
    if (ready.isEmpty()) {
      return new Outcome.Done();
    }
    Sender.Receipt receipt = sender.send(ready.get().parcel());
    return transactions.call(caller, transaction -> end(transaction, ready.get(), receipt));
  }

  private static boolean mustWait(TenantTransaction transaction, String webhookId) {
    return transaction
        .sql(
            """
            SELECT EXISTS (
              SELECT 1 FROM webhooks own JOIN webhooks earlier
                ON earlier.tenant_id = own.tenant_id AND earlier.order_id = own.order_id
                  AND earlier.id < own.id
              WHERE own.tenant_id = :tenant AND own.webhook_id = :id AND own.order_id <> ''
                AND own.created_at > now() - :wait * interval '1 second'
                AND earlier.status IN ('PENDING', 'SENDING', 'RETRYING'))
            """)
        .param("id", webhookId)
        .param("tenant", transaction.tenant())
        .param("wait", LONGEST_WAIT.toSeconds())
        .query(Boolean.class)
        .single();
  }

  private Optional<Ready> begin(TenantTransaction transaction, String webhookId) {
    return transaction
        .sql(
            """
            UPDATE webhooks w SET status = 'SENDING', last_attempt_at = clock_timestamp()
            FROM webhook_secrets s
            WHERE w.tenant_id = :tenant AND w.webhook_id = :id AND s.tenant_id = w.tenant_id
              AND w.status IN ('PENDING', 'SENDING', 'RETRYING')
            RETURNING w.id, w.retry_count, w.target_url, w.event_id, w.event_type, w.payload,
              s.secret_enc,
              CASE WHEN s.rotated_at > clock_timestamp() - :overlap * interval '1 hour'
                THEN s.previous_secret_enc END AS previous_enc
            """)
        .param("tenant", transaction.tenant())
        .param("overlap", Secrets.OVERLAP.toHours())
        .param("id", webhookId)
        .query((row, _) ->
            new Ready(
                row.getLong("id"),
                row.getInt("retry_count"),
                new Sender.Parcel(
                    URI.create(row.getString("target_url")),
                    secrets.open(
                        transaction, row.getBytes("secret_enc"), row.getBytes("previous_enc")),
                    row.getString("event_id"),
                    row.getString("event_type"),
                    row.getString("payload"))))
        .optional();
  }

  private Outcome end(TenantTransaction transaction, Ready sent, Sender.Receipt receipt) {
    return switch (receipt) {
      case Sender.Receipt.Delivered(int status) -> {
        update(transaction, sent, new Change("DELIVERED", status, null, 0, Duration.ZERO));
        yield new Outcome.Done();
      }
      case Sender.Receipt.Refused(int status) ->
          retried(transaction, sent, status, "answered HTTP " + status);
      case Sender.Receipt.Failed(String fault) -> retried(transaction, sent, null, fault);
      case Sender.Receipt.Postponed(Duration pause, String reason) -> {
        update(transaction, sent, new Change("RETRYING", null, reason, 0, pause));
        yield new Outcome.Again(pause, reason);
      }
    };
  }

  private Outcome retried(
      TenantTransaction transaction, Ready sent, @Nullable Integer status, String fault) {
    Optional<Duration> pause = plan.pauseAfter(sent.retries());
    if (pause.isEmpty()) {
      update(transaction, sent, new Change("FAILED", status, fault, 0, Duration.ZERO));
      LOG.error("webhook {} is given up: {}", sent.parcel(), fault);
      return new Outcome.Done();
    }
    update(transaction, sent, new Change("RETRYING", status, fault, 1, pause.get()));
    return new Outcome.Again(pause.get(), fault);
  }

  /** How a try ended. */
  private record Change(
      String status, @Nullable Integer http, @Nullable String fault, int retries, Duration pause) {}

  private static void update(TenantTransaction transaction, Ready sent, Change change) {
    transaction
        .sql(
            """
            UPDATE webhooks SET status = :status, last_http_status = :http, error_message = :fault,
              retry_count = retry_count + :retries,
              next_retry_at = CASE WHEN :status = 'RETRYING'
                THEN clock_timestamp() + :pause * interval '1 millisecond' END,
              delivered_at = CASE WHEN :status = 'DELIVERED' THEN clock_timestamp() END
            WHERE tenant_id = :tenant AND id = :id AND status = 'SENDING'
            """)
        .param("status", change.status())
        .param("http", change.http())
        .param("fault", change.fault())
        .param("retries", change.retries())
        .param("pause", change.pause().toMillis())
        .param("tenant", transaction.tenant())
        .param("id", sent.id())
        .update();
  }
}
