package com.moalog.fluxpay.outbox;

import com.moalog.fluxpay.audit.Audit;
import com.moalog.fluxpay.database.TenantTransaction;
import com.moalog.fluxpay.database.TenantTransactions;
import com.moalog.fluxpay.http.Page;
import com.moalog.fluxpay.http.RefusedException;
import com.moalog.fluxpay.model.Caller;
import com.moalog.fluxpay.model.ErrorCode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What operators do with a tenant's events. Thread-safe. */
final class OutboxDesk {

  private final TenantTransactions transactions;
  private final Audit audit;
  private final InstantSource clock;
  private final Runnable wakeRelay;

  OutboxDesk(
      TenantTransactions transactions, Audit audit, InstantSource clock, Runnable wakeRelay) {
    this.transactions = transactions;
    this.audit = audit;
    this.clock = clock;
    this.wakeRelay = wakeRelay;
  }

  /** The events of a page, newest first, and perhaps one more. */
  List<EventView> list(Caller caller, Optional<EventStatus> status, Page page) {
    return transactions.call(
        caller,
        transaction ->
            transaction
                .sql(
                    """
                    SELECT * FROM outbox_events
                    WHERE tenant_id = :tenant AND id < :before
                      AND status = COALESCE(CAST(:status AS varchar), status)
                    ORDER BY id DESC LIMIT :rows
                    """)
                .param("tenant", transaction.tenant())
                .param("before", page.before())
                .param("status", status.map(EventStatus::name).orElse(null))
                .param("rows", page.rows())
                .query(OutboxDesk::view)
                .list());
  }

  /**
   * Sends a refused event again, before the later ones of its key.
   *
   * @throws RefusedException with {@code ADM_001} when there is no such event, {@code ADM_002} when
   *     it was not refused
   */
  EventView requeue(Caller caller, String eventId) {
    return change(caller, eventId, EventStatus.PENDING, "outbox.requeue");
  }

  /**
   * Lets the later events of the key go on without this one.
   *
   * @throws RefusedException as {@link #requeue}
   */
  EventView skip(Caller caller, String eventId) {
    return change(caller, eventId, EventStatus.SKIPPED, "outbox.skip");
  }

  private EventView change(Caller caller, String eventId, EventStatus next, String action) {
    return transactions.call(
        caller,
        transaction -> {
          EventView changed =
              changed(transaction, eventId, next)
                  .orElseThrow(() -> RefusedException.of(reason(transaction, eventId)));
          audit.append(
              transaction,
              clock.instant(),
              new Audit.Entry(
                  action,
                  changed.aggregateType(),
                  changed.aggregateId(),
                  Map.of("eventId", eventId, "status", EventStatus.FAILED),
                  Map.of("eventId", eventId, "status", next)));
          transaction.afterCommit(wakeRelay);
          return changed;
        });
  }

  private static Optional<EventView> changed(
      TenantTransaction transaction, String eventId, EventStatus next) {
    return transaction
        .sql(
            """
            UPDATE outbox_events SET status = :next, retry_count = 0, next_attempt_at = now()
            WHERE tenant_id = :tenant AND event_id = :event AND status = 'FAILED'
            RETURNING *
            """)
        .param("next", next.name())
        .param("tenant", transaction.tenant())
        .param("event", eventId)
        .query(OutboxDesk::view)
        .optional();
  }

  private static ErrorCode reason(TenantTransaction transaction, String eventId) {
    boolean known =
        transaction
            .sql(
                "SELECT count(*) FROM outbox_events WHERE tenant_id = :tenant AND event_id = :event")
            .param("tenant", transaction.tenant())
            .param("event", eventId)
            .query((row, _) -> row.getLong(1) > 0)
            .single();
    return known ? ErrorCode.ADM_002 : ErrorCode.ADM_001;
  }

  @SuppressWarnings("UnusedVariable") // the row number belongs to the mapper's shape
  private static EventView view(ResultSet row, int number) throws SQLException {
    return new EventView(
        row.getLong("id"),
        row.getString("event_id"),
        row.getString("event_type"),
        row.getString("aggregate_type"),
        row.getString("aggregate_id"),
        row.getLong("aggregate_seq"),
        row.getString("topic"),
        row.getString("partition_key"),
        EventStatus.valueOf(row.getString("status")),
        row.getInt("retry_count"),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        row.getObject("next_attempt_at", OffsetDateTime.class).toInstant(),
        instant(row, "published_at"),
        row.getString("error_message"));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    @Nullable OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
