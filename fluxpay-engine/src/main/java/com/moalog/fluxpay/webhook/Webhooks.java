package com.moalog.fluxpay.webhook;

import com.moalog.fluxpay.database.TenantTransaction;
import com.moalog.fluxpay.model.IdSource;
import com.moalog.fluxpay.model.Money;
import com.moalog.fluxpay.task.TaskKind;
import com.moalog.fluxpay.task.Tasks;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes notifications and the task that delivers them, in the transaction of the change they tell
 * about. A tenant without an address is told nothing. Thread-safe.
 */
public final class Webhooks {

  private final JsonMapper json;
  private final IdSource ids;
  private final Tasks tasks;

  Webhooks(JsonMapper json, IdSource ids, Tasks tasks) {
    this.json = json;
    this.ids = ids;
    this.tasks = tasks;
  }

  /**
   * Notifies the tenant, once the transaction is committed.
   *
   * @param told what of; asked for only when the tenant has an address
   */
  public void notify(TenantTransaction transaction, Supplier<Notification> told) {
    Optional<String> target =
        transaction
            .sql(
                """
                SELECT webhook_url FROM tenants
                WHERE tenant_id = :tenant AND webhook_url IS NOT NULL
                """)
            .param("tenant", transaction.tenant())
            .query(String.class)
            .optional();
    if (target.isEmpty()) {
      return;
    }
    Notification notification = told.get();
    String id = ids.next("whk_");
    transaction
        .sql(
            """
            INSERT INTO webhooks (tenant_id, webhook_id, event_id, event_type, payload, target_url,
              status, created_at)
            VALUES (:tenant, :id, :event, :type, :payload, :target, 'PENDING', :now)
            """)
        .param("tenant", transaction.tenant())
        .param("id", id)
        .param("event", notification.eventId())
        .param("type", notification.eventType())
        .param("payload", payload(transaction, notification))
        .param("target", target.get())
        .param("now", notification.occurredAt().atOffset(ZoneOffset.UTC))
        .update();
    tasks.schedule(transaction, TaskKind.WEBHOOK_DELIVER, id, Duration.ZERO);
  }

  private String payload(TenantTransaction transaction, Notification notification) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("eventType", notification.eventType());
    body.put("orderId", notification.subject().orderId());
    body.put("paymentId", notification.subject().paymentId());
    body.put("status", notification.subject().status());
    body.put("eventId", notification.eventId());
    body.put("tenantId", transaction.tenant());
    @Nullable Money amount = notification.amount();
    if (amount != null) {
      body.put("amount", amount.amount());
      body.put("currency", amount.currency());
    }
    body.put("occurredAt", notification.occurredAt());
    body.put("data", notification.fields());
    return json.writeValueAsString(body);
  }
}
