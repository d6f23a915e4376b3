package com.moalog.fluxpay.operations;

import com.moalog.fluxpay.database.WorkerDatabase;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** How long the queues are, counted regularly so that a scrape never waits. Thread-safe. */
final class QueueMeters {

  private static final String COUNTS =
      """
      SELECT
        (SELECT count(*) FROM outbox_events WHERE status = 'PENDING') AS pending,
        (SELECT count(*) FROM outbox_events WHERE status = 'FAILED') AS failed,
        (SELECT COALESCE(extract(epoch FROM now() - min(created_at)), 0)::bigint
           FROM outbox_events WHERE status = 'PENDING') AS oldest,
        (SELECT count(*) FROM scheduled_tasks WHERE kind = 'PAYMENT_RECONCILE') AS unknown,
        (SELECT count(*) FROM scheduled_tasks WHERE kind = 'WEBHOOK_DELIVER') AS webhooks,
        (SELECT count(*) FROM saga_instances
           WHERE status = 'FAILED'
             OR ((status = 'COMPENSATING'
                 OR (saga_type = 'REFUND_SAGA' AND status = 'PROCESSING'))
               AND deadline_at < now() - interval '10 minutes')) AS stuck
      """;

  private static final List<String> KINDS =
      List.of("MISSING_LOCAL", "MISSING_PSP", "AMOUNT_MISMATCH", "STATUS_MISMATCH", "LATE_CAPTURE");

  private final WorkerDatabase database;
  private final AtomicLong outboxPending;
  private final AtomicLong outboxFailed;
  private final AtomicLong outboxOldest;
  private final AtomicLong paymentsUnknown;
  private final AtomicLong webhooksPending;
  private final AtomicLong sagasStuck;
  private final Map<String, AtomicLong> itemsOpen = new HashMap<>();
  private final MeterRegistry meters;

  QueueMeters(WorkerDatabase database, MeterRegistry meters) {
    this.database = database;
    this.meters = meters;
    KINDS.forEach(this::itemsOpen);
    this.outboxPending = gauge(meters, "fluxpay.outbox.pending.count");
    this.outboxFailed = gauge(meters, "fluxpay.outbox.failed.count");
    this.outboxOldest = gauge(meters, "fluxpay.outbox.oldest.age.seconds");
    this.paymentsUnknown = gauge(meters, "fluxpay.payment.unknown.count");
    this.webhooksPending = gauge(meters, "fluxpay.webhook.pending.count");
    this.sagasStuck = gauge(meters, "fluxpay.saga.stuck");
  }

  private static AtomicLong gauge(MeterRegistry meters, String name) {
    AtomicLong value = new AtomicLong();
    meters.gauge(name, value);
    return value;
  }

  /** Counts once. */
  void count() {
    database
        .sql(COUNTS)
        .query((row, _) -> {
          outboxPending.set(row.getLong("pending"));
          outboxFailed.set(row.getLong("failed"));
          outboxOldest.set(row.getLong("oldest"));
          paymentsUnknown.set(row.getLong("unknown"));
          webhooksPending.set(row.getLong("webhooks"));
          sagasStuck.set(row.getLong("stuck"));
          return true;
        })
        .single();
    Map<String, Long> open = new HashMap<>();
    database
        .sql(
            """
            SELECT kind, count(*) AS open FROM reconciliation_items
            WHERE resolved_at IS NULL GROUP BY kind
            """)
        .query((row, _) -> open.put(row.getString("kind"), row.getLong("open")))
        .list();
    KINDS.forEach(kind -> itemsOpen(kind).set(open.getOrDefault(kind, 0L)));
  }

  private AtomicLong itemsOpen(String kind) {
    return itemsOpen.computeIfAbsent(
        kind,
        _ -> {
          AtomicLong value = new AtomicLong();
          meters.gauge("fluxpay.reconciliation.items.open", Tags.of("kind", kind), value);
          return value;
        });
  }
}
