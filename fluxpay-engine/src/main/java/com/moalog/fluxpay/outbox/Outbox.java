package com.moalog.fluxpay.outbox;

import com.moalog.fluxpay.database.TenantTransaction;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes events in the transaction of the change they tell about, as the exact bytes that are sent
 * later. The relay is woken once the transaction is committed. Thread-safe.
 */
public final class Outbox {

  static final int SHARDS = 16;

  private final JsonMapper json;
  private final boolean legacyAliases;
  private final Runnable wakeRelay;

  /**
   * @param legacyAliases whether events carry the names that old consumers read, too
   */
  Outbox(JsonMapper json, boolean legacyAliases, Runnable wakeRelay) {
    this.json = json;
    this.legacyAliases = legacyAliases;
    this.wakeRelay = wakeRelay;
  }

  /** Appends one event. */
  public void append(TenantTransaction transaction, DomainEvent event) {
    String key = transaction.tenant() + ":" + event.aggregate().id();
    transaction
        .sql(
            """
            INSERT INTO outbox_events (tenant_id, event_id, aggregate_type, aggregate_id,
              aggregate_seq, shard, event_type, topic, partition_key, payload, headers,
              next_attempt_at, created_at)
            VALUES (:tenant, :event, :aggregate, :id, :sequence, :shard, :type, :topic, :key,
              :payload, :headers, :now, :now)
            """)
        .param("tenant", transaction.tenant())
        .param("event", event.id())
        .param("aggregate", event.aggregate().type())
        .param("id", event.aggregate().id())
        .param("sequence", event.aggregate().sequence())
        .param("shard", shardOf(key))
        .param("type", event.type())
        .param("topic", Topics.of(event.aggregate().type()))
        .param("key", key)
        .param("payload", payload(transaction, event))
        .param("headers", transaction.caller().trace().traceParent())
        .param("now", event.occurredAt().atOffset(ZoneOffset.UTC))
        .update();
    transaction.afterCommit(wakeRelay);
  }

  /** Which of the shards the events of a key belong to; {@code String.hashCode} is specified. */
  static int shardOf(String key) {
    return Math.floorMod(key.hashCode(), SHARDS);
  }

  /** CloudEvents 1.0 in structured JSON mode. */
  private String payload(TenantTransaction transaction, DomainEvent event) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("eventId", event.id());
    data.put("occurredAt", event.occurredAt());
    data.putAll(event.fields());
    Map<String, Object> envelope = new LinkedHashMap<>();
    envelope.put("specversion", "1.0");
    envelope.put("id", event.id());
    envelope.put("source", "fluxpay-engine");
    envelope.put("type", "com.fluxpay." + event.type());
    envelope.put("datacontenttype", "application/json");
    envelope.put("time", event.occurredAt());
    envelope.put("tenantid", transaction.tenant());
    envelope.put("subject", event.aggregate().id());
    envelope.put("sequence", "%019d".formatted(event.aggregate().sequence()));
    envelope.put("data", data);
    if (legacyAliases) {
      envelope.put("eventId", event.id());
      envelope.put("eventType", event.type());
      envelope.put("payload", data);
    }
    return json.writeValueAsString(envelope);
  }
}
