package com.moalog.fluxpay.audit;

import com.moalog.fluxpay.database.TenantTransaction;
import com.moalog.fluxpay.model.Trace;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Appends to the audit log, in the transaction of the change. Thread-safe. */
public final class Audit {

  private final JsonMapper json;

  public Audit(JsonMapper json) {
    this.json = json;
  }

  /**
   * What happened to a resource.
   *
   * @param action for example {@code payment.confirm}
   * @param resourceType {@code order} or {@code payment}
   * @param resourceId its id
   * @param before what it was; empty for a new resource
   * @param after what it is now
   */
  public record Entry(
      String action,
      String resourceType,
      String resourceId,
      Map<String, Object> before,
      Map<String, Object> after) {}

  /** Appends one row. */
  public void append(TenantTransaction transaction, Instant now, Entry entry) {
    Trace trace = transaction.caller().trace();
    transaction
        .sql(
            """
            INSERT INTO audit_log (tenant_id, occurred_at, actor, action, resource_type,
              resource_id, request_id, trace_id, client_ip, before, after)
            VALUES (:tenant, :now, :actor, :action, :type, :id,
              :request, :trace, :client, CAST(:before AS jsonb), CAST(:after AS jsonb))
            """)
        .param("tenant", transaction.tenant())
        .param("now", now.atOffset(ZoneOffset.UTC))
        .param("actor", trace.actor())
        .param("action", entry.action())
        .param("type", entry.resourceType())
        .param("id", entry.resourceId())
        .param("request", trace.requestId())
        .param("trace", trace.traceId())
        .param("client", trace.clientIp())
        .param("before", text(entry.before()))
        .param("after", text(entry.after()))
        .update();
  }

  private @Nullable String text(Map<String, Object> values) {
    return values.isEmpty() ? null : json.writeValueAsString(values);
  }
}
