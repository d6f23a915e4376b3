package com.moalog.fluxpay.audit;

import com.moalog.fluxpay.database.TenantTransactions;
import com.moalog.fluxpay.http.Page;
import com.moalog.fluxpay.model.Caller;
import com.moalog.fluxpay.model.Uuids;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

/**
 * Everything that is known of a resource, by its id alone: an order comes with its payments, a
 * payment with its refunds. Thread-safe.
 */
final class Timeline {

  /** Rows are only ever added at the end, so a row keeps its number. */
  private static final String ENTRIES =
      """
      WITH subject AS (
        SELECT CAST(:id AS varchar) AS id
        UNION SELECT id::varchar FROM payments WHERE tenant_id = :tenant AND order_id = :uuid
        UNION SELECT refund_id FROM refunds WHERE tenant_id = :tenant AND payment_id = :uuid),
      entry AS (
        SELECT 'AUDIT' AS source, id AS row_id, occurred_at AS at, action, resource_type,
          resource_id,
          jsonb_build_object('auditId', id, 'actor', actor, 'requestId', request_id,
            'traceId', trace_id, 'clientIp', client_ip, 'before', before, 'after', after) AS details
        FROM audit_log WHERE tenant_id = :tenant AND resource_id IN (SELECT id FROM subject)
        UNION ALL
        SELECT 'PROVIDER_CALL', id, started_at, 'provider.' || lower(operation), 'payment',
          payment_id::varchar,
          jsonb_build_object('status', status, 'idempotencyKey', psp_idempotency_key,
            'httpStatus', http_status, 'pspCode', psp_code, 'pspTraceId', psp_trace_id,
            'finishedAt', finished_at)
        FROM payment_attempts
        WHERE tenant_id = :tenant
          AND payment_id IN (SELECT CAST(id AS uuid) FROM subject WHERE id ~ '^[0-9a-fA-F-]{36}$')
        UNION ALL
        SELECT 'EVENT', id, created_at, event_type, aggregate_type, aggregate_id,
          jsonb_build_object('eventId', event_id, 'sequence', aggregate_seq, 'status', status,
            'topic', topic, 'publishedAt', published_at, 'traceParent', headers)
        FROM outbox_events e
        WHERE tenant_id = :tenant AND aggregate_id IN (SELECT id FROM subject)
          AND aggregate_type IN ('order', 'payment', 'refund', 'credit', 'subscription')
        UNION ALL
        SELECT 'NOTIFICATION', w.id, w.created_at, w.event_type, e.aggregate_type, e.aggregate_id,
          jsonb_build_object('webhookId', w.webhook_id, 'eventId', w.event_id, 'status', w.status,
            'targetUrl', w.target_url, 'retryCount', w.retry_count,
            'lastHttpStatus', w.last_http_status, 'deliveredAt', w.delivered_at)
        FROM outbox_events e
        JOIN webhooks w ON w.tenant_id = e.tenant_id AND w.event_id = e.event_id
        WHERE e.tenant_id = :tenant AND e.aggregate_id IN (SELECT id FROM subject)
          AND e.aggregate_type IN ('order', 'payment', 'refund', 'credit', 'subscription')),
      numbered AS (
        SELECT row_number() OVER (ORDER BY at, source, row_id) AS number, * FROM entry)
      SELECT number, source, at, action, resource_type, resource_id,
        jsonb_strip_nulls(details)::text AS details
      FROM numbered WHERE number < :before ORDER BY number DESC LIMIT :rows
      """;

  private final TenantTransactions transactions;

  Timeline(TenantTransactions transactions) {
    this.transactions = transactions;
  }

  /** The entries of a page, newest first, and perhaps one more. */
  List<TimelineEntry> of(Caller caller, String resourceId, Page page) {
    return transactions.call(
        caller,
        transaction ->
            transaction
                .sql(ENTRIES)
                .param("tenant", transaction.tenant())
                .param("id", resourceId)
                .param("uuid", Uuids.parse(resourceId).orElse(new UUID(0, 0)))
                .param("before", page.before())
                .param("rows", page.rows())
                .query(Timeline::entry)
                .list());
  }

  @SuppressWarnings("UnusedVariable") // the row number belongs to the mapper's shape
  private static TimelineEntry entry(ResultSet row, int number) throws SQLException {
    return new TimelineEntry(
        row.getLong("number"),
        TimelineEntry.Source.valueOf(row.getString("source")),
        row.getObject("at", OffsetDateTime.class).toInstant(),
        row.getString("action"),
        row.getString("resource_type"),
        row.getString("resource_id"),
        row.getString("details"));
  }
}
