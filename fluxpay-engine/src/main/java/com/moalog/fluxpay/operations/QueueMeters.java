package com.moalog.fluxpay.operations;

import com.moalog.fluxpay.database.WorkerDatabase;
import com.moalog.fluxpay.task.TaskKind;
import com.moalog.fluxpay.task.Tasks;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/** How long the queues are, counted regularly so that a scrape never waits. Thread-safe. */
final class QueueMeters {

  /** What each gauge shows; the oldest event of a shard is the one that its index begins with. */
  private static final Map<String, String> FIGURES =
      Map.of(
          "fluxpay.outbox.pending.count",
          "SELECT count(*) FROM outbox_events WHERE status = 'PENDING'",
          "fluxpay.outbox.failed.count",
          "SELECT count(*) FROM outbox_events WHERE status = 'FAILED'",
          "fluxpay.outbox.oldest.age.seconds",
          """
          SELECT COALESCE(extract(epoch FROM now() - min(oldest.created_at)), 0)::bigint
          FROM relay_shards s CROSS JOIN LATERAL (
            SELECT created_at FROM outbox_events
            WHERE shard = s.shard AND status = 'PENDING' ORDER BY id LIMIT 1) oldest
          """,
          "fluxpay.payment.unknown.count",
          "SELECT count(*) FROM payments WHERE status = 'UNKNOWN'",
          "fluxpay.webhook.pending.count",
          "SELECT count(*) FROM scheduled_tasks WHERE kind = 'WEBHOOK_DELIVER'",
          "fluxpay.saga.stuck",
          """
          SELECT count(*) FROM saga_instances
          WHERE status = 'FAILED'
            OR ((status = 'COMPENSATING'
                OR (saga_type = 'REFUND_SAGA' AND status = 'PROCESSING'))
              AND deadline_at < now() - interval '10 minutes')
          """);

  private static final Logger LOG = LoggerFactory.getLogger(QueueMeters.class);
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
  private final List<Figure> figures = new ArrayList<>();
  private final Map<Labelled, AtomicLong> labelled = new HashMap<>();
  private final MeterRegistry meters;

  QueueMeters(WorkerDatabase database, MeterRegistry meters) {
    this.database = database;
    this.meters = meters;
    FIGURES.forEach((name, sql) -> figures.add(new Figure(name, sql, gauge(meters, name))));
    KINDS.forEach(kind -> labelled(ITEMS_OPEN, kind));
    Arrays.stream(TaskKind.values()).forEach(kind -> labelled(TASKS_FAILING, kind.name()));
  }

  /** A gauge with the question for its value. */
  private record Figure(String name, String sql, AtomicLong value) {}

  /** A gauge of several, told apart by a kind. */
  private record Labelled(String name, String kind) {}

  private static AtomicLong gauge(MeterRegistry meters, String name) {
    AtomicLong value = new AtomicLong();
    meters.gauge(name, value);
    return value;
  }

  /** Counts once; a queue too long to be counted in time keeps no other figure from being new. */
  void count() {
    figures.forEach(this::count);
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

  private void count(Figure figure) {
    try {
      figure.value().set(database.sql(figure.sql()).query(Long.class).single());
    } catch (DataAccessException failed) {
      LOG.warn("{} is not counted: {}", figure.name(), failed.toString());
    }
  }

  private void labelled(String name, String kind) {
    AtomicLong value = new AtomicLong();
    labelled.put(new Labelled(name, kind), value);
    meters.gauge(name, Tags.of("kind", kind), value);
  }
}
