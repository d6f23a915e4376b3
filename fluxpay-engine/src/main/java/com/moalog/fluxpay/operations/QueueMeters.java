package com.moalog.fluxpay.operations;

import com.moalog.fluxpay.database.WorkerDatabase;
import com.moalog.fluxpay.task.TaskKind;
import com.moalog.fluxpay.task.Tasks;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.Arrays;
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
        (SELECT count(*) FROM payments WHERE status = 'UNKNOWN') AS unknown,
        (SELECT count(*) FROM scheduled_tasks WHERE kind = 'WEBHOOK_DELIVER') AS webhooks,
        (SELECT count(*) FROM saga_instances
           WHERE status = 'FAILED'
             OR ((status = 'COMPENSATING'
                 OR (saga_type = 'REFUND_SAGA' AND status = 'PROCESSING'))
               AND deadline_at < now() - interval '10 minutes')) AS stuck
      """;

  private static final String ITEMS_OPEN = "fluxpay.reconciliation.items.open";
  private static final String TASKS_FAILING = "fluxpay.tasks.failing";

  private static final String COUNTS_BY_KIND =
      """
      SELECT :items AS name, kind, count(*) AS number
      FROM reconciliation_items WHERE resolved_at IS NULL GROUP BY kind
      UNION ALL
      SELECT :tasks, kind, count(*) FROM scheduled_tasks WHERE faults >= :faults GROUP BY kind
      """;

  private static final List<String> KINDS =
      List.of(
          "MISSING_LOCAL",
          "MISSING_PSP",
          "AMOUNT_MISMATCH",
          "STATUS_MISMATCH",
          "LATE_CAPTURE",
          "MANUAL");

  private final WorkerDatabase database;
  private final AtomicLong outboxPending;
  private final AtomicLong outboxFailed;
  private final AtomicLong outboxOldest;
  private final AtomicLong paymentsUnknown;
  private final AtomicLong webhooksPending;
  private final AtomicLong sagasStuck;
  private final Map<Labelled, AtomicLong> labelled = new HashMap<>();
  private final MeterRegistry meters;

  QueueMeters(WorkerDatabase database, MeterRegistry meters) {
    this.database = database;
    this.meters = meters;
    this.outboxPending = gauge(meters, "fluxpay.outbox.pending.count");
    this.outboxFailed = gauge(meters, "fluxpay.outbox.failed.count");
    this.outboxOldest = gauge(meters, "fluxpay.outbox.oldest.age.seconds");
    this.paymentsUnknown = gauge(meters, "fluxpay.payment.unknown.count");
    this.webhooksPending = gauge(meters, "fluxpay.webhook.pending.count");
    this.sagasStuck = gauge(meters, "fluxpay.saga.stuck");
    KINDS.forEach(kind -> labelled(ITEMS_OPEN, kind));
    Arrays.stream(TaskKind.values()).forEach(kind -> labelled(TASKS_FAILING, kind.name()));
  }

  /** A gauge of several, told apart by a kind. */
  private record Labelled(String name, String kind) {}

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
    Map<Labelled, Long> counted = new HashMap<>();
    database
        .sql(COUNTS_BY_KIND)
        .param("items", ITEMS_OPEN)
        .param("tasks", TASKS_FAILING)
        .param("faults", Tasks.FAULTS_UNTIL_ALERT)
        .query((row, _) ->
            counted.put(
                new Labelled(row.getString("name"), row.getString("kind")), row.getLong("number")))
        .list();
    labelled.forEach((gauge, value) -> value.set(counted.getOrDefault(gauge, 0L)));
  }

  private void labelled(String name, String kind) {
    AtomicLong value = new AtomicLong();
    labelled.put(new Labelled(name, kind), value);
    meters.gauge(name, Tags.of("kind", kind), value);
  }
}
