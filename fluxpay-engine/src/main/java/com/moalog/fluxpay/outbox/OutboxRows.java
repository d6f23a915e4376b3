package com.moalog.fluxpay.outbox;

import com.moalog.fluxpay.database.WorkerDatabase;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The outbox of all tenants, as the relay reads and marks it. Thread-safe. */
final class OutboxRows {

  /** Most events that one statement forgets. */
  static final int FORGOTTEN_MOST = 1_000;

  private static final int ERROR_LIMIT = 500;

  private final WorkerDatabase database;

  OutboxRows(WorkerDatabase database) {
    this.database = database;
  }

  /**
   * The oldest events of each shard that may be sent now, oldest first. A key is left out from its
   * first event on that must wait or was refused. One probe of the index per shard, and two per
   * event; {@code OFFSET 0} keeps PostgreSQL from reading the whole backlog for them instead.
   */
  List<PendingEvent> due(Collection<Integer> shards, int batch) {
    return database
        .sql(
            """
            SELECT e.* FROM unnest(:shards) AS owned (shard)
            CROSS JOIN LATERAL (
              SELECT id, shard, topic, partition_key, payload, retry_count, event_id, event_type,
                tenant_id, headers
              FROM outbox_events candidate
              WHERE candidate.shard = owned.shard AND status = 'PENDING'
                AND NOT EXISTS (
                  SELECT 1 FROM outbox_events refused
                  WHERE refused.partition_key = candidate.partition_key
                    AND refused.status = 'FAILED' AND refused.id < candidate.id
                  OFFSET 0)
                AND NOT EXISTS (
                  SELECT 1 FROM outbox_events waiting
                  WHERE waiting.shard = owned.shard AND waiting.status = 'PENDING'
                    AND waiting.partition_key = candidate.partition_key
                    AND waiting.id <= candidate.id AND waiting.retry_count > 0
                    AND waiting.next_attempt_at > now()
                  OFFSET 0)
              ORDER BY id LIMIT :batch) e
            ORDER BY e.id
            """)
        .param("shards", shards.toArray(Integer[]::new))
        .param("batch", batch)
        .query((row, _) ->
            new PendingEvent(
                row.getLong("id"),
                row.getInt("shard"),
                row.getString("topic"),
                row.getString("partition_key"),
                row.getString("payload"),
                row.getInt("retry_count"),
                new PendingEvent.Labels(
                    row.getString("event_id"),
                    row.getString("event_type"),
                    row.getString("tenant_id"),
                    row.getString("headers"))))
        .list();
  }

  /** Marks acknowledged events, as far as their shards are still this owner's. */
  void published(List<PendingEvent> events, Map<Integer, Long> epochs) {
    if (events.isEmpty()) {
      return;
    }
    database
        .sql(
            """
            UPDATE outbox_events e SET status = 'PUBLISHED', published_at = now(),
              error_message = NULL
            FROM unnest(:ids, :epochs) AS sent (id, epoch), relay_shards s
            WHERE e.id = sent.id AND s.shard = e.shard AND s.epoch = sent.epoch
            """)
        .param("ids", events.stream().map(PendingEvent::id).toArray(Long[]::new))
        .param(
            "epochs",
            events.stream()
                .map(event -> epochs.getOrDefault(event.shard(), -1L))
                .toArray(Long[]::new))
        .update();
  }

  /**
   * An event that was not acknowledged.
   *
   * @param pause before it is tried again, if it is
   */
  record Unsent(PendingEvent event, String cause, Duration pause) {}

  /**
   * Lets events, and those of their keys behind them, wait, as far as their shards are still this
   * owner's.
   */
  void retryLater(List<Unsent> events, Map<Integer, Long> epochs) {
    change(
        """
        UPDATE outbox_events e SET retry_count = retry_count + 1, error_message = unsent.cause,
          next_attempt_at = now() + unsent.pause * interval '1 millisecond'
        """,
        events,
        epochs);
  }

  /**
   * Sets aside events that can never be sent, as far as their shards are still this owner's; their
   * keys wait for an operator.
   */
  void refused(List<Unsent> events, Map<Integer, Long> epochs) {
    change(
        "UPDATE outbox_events e SET status = 'FAILED', error_message = unsent.cause ",
        events,
        epochs);
  }

  private void change(String update, List<Unsent> events, Map<Integer, Long> epochs) {
    if (events.isEmpty()) {
      return;
    }
    database
        .sql(
            update
                + """
                FROM unnest(:ids, :epochs, :pauses, :causes) AS unsent (id, epoch, pause, cause),
                  relay_shards s
                WHERE e.id = unsent.id AND e.status = 'PENDING' AND s.shard = e.shard
                  AND s.epoch = unsent.epoch
                """)
        .param("ids", events.stream().map(unsent -> unsent.event().id()).toArray(Long[]::new))
        .param(
            "epochs",
            events.stream()
                .map(unsent -> epochs.getOrDefault(unsent.event().shard(), -1L))
                .toArray(Long[]::new))
        .param(
            "pauses", events.stream().map(unsent -> unsent.pause().toMillis()).toArray(Long[]::new))
        .param("causes", events.stream().map(unsent -> cut(unsent.cause())).toArray(String[]::new))
        .update();
  }

  /** Nobody needs to wait any more: the broker is back. */
  void retryNow(Collection<Integer> shards) {
    database
        .sql(
            """
            UPDATE outbox_events SET next_attempt_at = now()
            WHERE shard = ANY(:shards) AND status = 'PENDING' AND retry_count > 0
              AND next_attempt_at > now()
            """)
        .param("shards", shards.toArray(Integer[]::new))
        .update();
  }

  /**
   * Forgets events that were sent, or skipped, long ago. Goes through the outbox by id and ends
   * where it is young, so that an outbox without such events costs one short look. One instance
   * does it at a time; another one that comes meanwhile leaves it to the first.
   */
  void forget(Duration kept) {
    Optional<Long> last = Optional.of(0L);
    while (last.isPresent()) {
      long after = last.get();
      last =
          database.call(jdbc -> isAlone(jdbc) ? forgetBehind(jdbc, after, kept) : Optional.empty());
    }
  }

  private static boolean isAlone(JdbcClient jdbc) {
    return jdbc.sql("SELECT pg_try_advisory_xact_lock(hashtextextended('sent-events', 0))")
        .query(Boolean.class)
        .single();
  }

  /** The last id of the window that was looked at; empty when there was nothing old in it. */
  private static Optional<Long> forgetBehind(JdbcClient jdbc, long id, Duration kept) {
    return jdbc.sql(
            """
            WITH seen AS (
              SELECT id, status, created_at < now() - :kept * interval '1 second' AS old
              FROM outbox_events WHERE id > :after ORDER BY id LIMIT :most),
            doomed AS (
              SELECT id FROM outbox_events WHERE id IN (
                SELECT id FROM seen WHERE old AND status IN ('PUBLISHED', 'SKIPPED'))
              ORDER BY id FOR UPDATE SKIP LOCKED),
            forgotten AS (
              DELETE FROM outbox_events WHERE id IN (SELECT id FROM doomed))
            SELECT max(id) AS last FROM seen HAVING bool_or(old)
            """)
        .param("after", id)
        .param("most", FORGOTTEN_MOST)
        .param("kept", kept.toSeconds())
        .query(Long.class)
        .optional();
  }

  private static String cut(String cause) {
    return cause.substring(0, Math.min(cause.length(), ERROR_LIMIT));
  }
}
