package com.moalog.server.event;

import com.moalog.server.model.KoreanTime;
import com.moalog.server.model.RetrospectId;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import tools.jackson.databind.json.JsonMapper;

/**
 * Numbers and keeps what happens in a retrospect. Events are part of the transaction that causes
 * them: they are there when it commits, and only then. Numbers of one retrospect follow the order
 * of the commits without a gap, because the counter's row stays locked until then; so append last.
 * Thread-safe.
 */
@Component
public class EventLog {

  private final JdbcClient database;
  private final JsonMapper json;
  private final Clock clock;
  private final ObjectProvider<EventListener> listeners;
  private final ObjectProvider<MilestoneListener> milestones;

  EventLog(
      JdbcClient database,
      JsonMapper json,
      Clock clock,
      ObjectProvider<EventListener> listeners,
      ObjectProvider<MilestoneListener> milestones) {
    this.database = database;
    this.json = json;
    this.clock = clock;
    this.listeners = listeners;
    this.milestones = milestones;
  }

  /**
   * Adds an event to the caller's transaction.
   *
   * @throws IllegalStateException without a transaction
   */
  public void append(RetrospectId retrospect, LiveEvent event) {
    append(retrospect, () -> event);
  }

  /**
   * Like {@link #append(RetrospectId, LiveEvent)}, for an event that is looked up while nobody else
   * can append: what it counts is then true in the order of the events.
   */
  public void append(RetrospectId retrospect, Supplier<LiveEvent> lookup) {
    requireTransaction();
    database
        .sql(
            """
            INSERT INTO live_cursor (retrospect_id, last_seq) VALUES (:id, 1)
            ON DUPLICATE KEY UPDATE last_seq = last_seq + 1
            """)
        .param("id", retrospect.value())
        .update();
    LiveEvent event = lookup.get();
    database
        .sql(
            """
            INSERT INTO live_event (retrospect_id, seq, name, data, created_at)
            SELECT retrospect_id, last_seq, :name, :data, :hour FROM live_cursor
            WHERE retrospect_id = :id
            """)
        .param("name", event.eventName())
        .param("data", json.writeValueAsString(event))
        .param("hour", KoreanTime.nowInUtc(clock).truncatedTo(ChronoUnit.HOURS))
        .param("id", retrospect.value())
        .update();
    wakeAfterCommit(retrospect);
  }

  /** The number of the latest event, 0 when there was none. */
  public long last(RetrospectId retrospect) {
    return database
        .sql("SELECT last_seq FROM live_cursor WHERE retrospect_id = :id")
        .param("id", retrospect.value())
        .query((row, _) -> row.getLong(1))
        .optional()
        .orElse(0L);
  }

  /**
   * Tells who wants to know, inside the caller's transaction, that a retrospect has reached a
   * milestone.
   *
   * @throws IllegalStateException without a transaction
   */
  public void reached(RetrospectId retrospect, Milestone milestone) {
    requireTransaction();
    milestones.stream().forEach(listener -> listener.reached(retrospect, milestone));
  }

  private static void requireTransaction() {
    if (!TransactionSynchronizationManager.isActualTransactionActive()) {
      throw new IllegalStateException("an event belongs to the transaction that causes it");
    }
  }

  private void wakeAfterCommit(RetrospectId retrospect) {
    List<EventListener> awake = listeners.stream().toList();
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            awake.forEach(listener -> listener.appended(retrospect));
          }
        });
  }
}
