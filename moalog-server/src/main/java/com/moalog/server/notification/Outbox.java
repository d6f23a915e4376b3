package com.moalog.server.notification;

import com.moalog.server.database.Transactions;
import com.moalog.server.event.Milestone;
import com.moalog.server.event.MilestoneListener;
import com.moalog.server.model.KoreanTime;
import com.moalog.server.model.RetrospectId;
import com.moalog.server.model.RoomId;
import com.moalog.server.model.TimeText;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The notifications that are to be sent. A row is written by the transaction that makes the news,
 * so neither exists without the other; the news that a retrospect closes is written when it opens
 * and becomes due at its start. A server that takes a row has it for the time of a lease, which the
 * clock of the database measures; a row whose server died is taken again when that has passed. Each
 * row is one event of one retrospect, for ever. Thread-safe.
 */
final class Outbox implements MilestoneListener {

  /** Rows that are listed. */
  static final int LISTED = 50;

  private static final int KEPT_DAYS = 30;
  private static final int FORGOTTEN_AT_ONCE = 1_000;
  private static final int MICROS_PER_MILLI = 1_000;

  private final JdbcClient database;
  private final Transactions transactions;

  Outbox(JdbcClient database, Transactions transactions) {
    this.database = database;
    this.transactions = transactions;
  }

  @Override
  public void reached(RetrospectId retrospect, Milestone milestone) {
    switch (milestone) {
      case OPENED -> {
        add(retrospect, HookEvent.OPENED, "UTC_TIMESTAMP(3)");
        add(retrospect, HookEvent.CLOSED, "retrospects.start_time - INTERVAL 9 HOUR");
      }
      case ANALYSED -> add(retrospect, HookEvent.ANALYSED, "UTC_TIMESTAMP(3)");
    }
  }

  /** One row when the room's hook wants to know, else none. */
  private void add(RetrospectId retrospect, HookEvent event, String due) {
    database
        .sql(
            """
            INSERT IGNORE INTO notification
              (retrospect_room_id, retrospect_id, event, happened_at, due_at)
            SELECT room_hook.retrospect_room_id, retrospect_id, :event, %s, %s
            FROM retrospects
            JOIN room_hook ON room_hook.retrospect_room_id = retrospects.retrospect_room_id
            WHERE retrospect_id = :id AND FIND_IN_SET(:event, room_hook.events) > 0
            """
                .formatted(due, due))
        .param("event", event.name())
        .param("id", retrospect.value())
        .update();
  }

  /** Fits what is still to be sent to a hook that was changed. */
  void fit(RoomId room, Hook hook) {
    database
        .sql(
            """
            DELETE FROM notification WHERE retrospect_room_id = :room AND state = 'PENDING'
              AND FIND_IN_SET(event, :events) = 0
            """)
        .param("room", room.value())
        .param("events", HookRows.names(hook.events()))
        .update();
    if (hook.events().contains(HookEvent.CLOSED)) {
      database
          .sql(
              """
              INSERT IGNORE INTO notification
                (retrospect_room_id, retrospect_id, event, happened_at, due_at)
              SELECT retrospect_room_id, retrospect_id, 'CLOSED', start_time - INTERVAL 9 HOUR,
                start_time - INTERVAL 9 HOUR
              FROM retrospects
              WHERE retrospect_room_id = :room
                AND start_time > UTC_TIMESTAMP() + INTERVAL 9 HOUR
              """)
          .param("room", room.value())
          .update();
    }
  }

  /** A notification that this server has to send before the lease is over, and to whom. */
  record Leased(Notification notification, HookRows.Kept target) {}

  /** Takes what is due and nobody has, oldest first. */
  List<Leased> lease(int most, Duration lease) {
    return transactions.compute(() -> {
      List<Long> due = due(most);
      if (due.isEmpty()) {
        return List.of();
      }
      take(due, lease);
      return taken(due);
    });
  }

  private List<Long> due(int most) {
    return database
        .sql(
            """
            SELECT notification_id FROM notification
            WHERE state = 'PENDING' AND due_at <= UTC_TIMESTAMP(3)
            ORDER BY due_at LIMIT :most
            FOR UPDATE SKIP LOCKED
            """)
        .param("most", most)
        .query((row, _) -> row.getLong(1))
        .list();
  }

  /**
   * An attempt counts when it begins, so that one that ends its server is not repeated for ever.
   */
  private void take(List<Long> due, Duration lease) {
    database
        .sql(
            """
            UPDATE notification SET
              state = IF(attempts >= :most, 'FAILED', 'PENDING'),
              attempts = LEAST(attempts + 1, :most),
              due_at = UTC_TIMESTAMP(3) + INTERVAL :micros MICROSECOND
            WHERE notification_id IN (:ids)
            """)
        .param("most", NotificationSettings.ATTEMPTS)
        .param("micros", lease.toMillis() * MICROS_PER_MILLI)
        .param("ids", due)
        .update();
  }

  private List<Leased> taken(List<Long> due) {
    return database
        .sql(
            """
            SELECT notification.notification_id, notification.attempts, notification.event,
              notification.happened_at, notification.retrospect_room_id,
              retro_room.title AS room_name, notification.retrospect_id, retrospects.title,
              retrospects.retrospect_method, retrospects.start_time,
              room_hook.url, room_hook.format, room_hook.events, room_hook.language,
              room_hook.nonce
            FROM notification
            JOIN retrospects ON retrospects.retrospect_id = notification.retrospect_id
            JOIN retro_room
              ON retro_room.retrospect_room_id = notification.retrospect_room_id
            JOIN room_hook ON room_hook.retrospect_room_id = notification.retrospect_room_id
            WHERE notification.notification_id IN (:ids) AND notification.state = 'PENDING'
            ORDER BY notification.notification_id
            """)
        .param("ids", due)
        .query((row, _) -> leased(row))
        .list();
  }

  private static Leased leased(ResultSet row) throws SQLException {
    return new Leased(
        new Notification(
            row.getLong("notification_id"),
            row.getInt("attempts"),
            HookEvent.valueOf(row.getString("event")),
            row.getObject("happened_at", LocalDateTime.class),
            new Notification.Subject(
                new RoomId(row.getLong("retrospect_room_id")),
                row.getString("room_name"),
                new RetrospectId(row.getLong("retrospect_id")),
                row.getString("title"),
                row.getString("retrospect_method"),
                row.getObject("start_time", LocalDateTime.class))),
        HookRows.kept(row));
  }

  /** Ends a notification; nothing happens when another server has taken it meanwhile. */
  void end(Notification notification, boolean delivered, @Nullable Integer status) {
    attempted(notification, "state = :state", status)
        .param("state", delivered ? "DELIVERED" : "FAILED")
        .update();
  }

  /** Leaves a notification for another attempt; nothing happens when another server has it. */
  void retry(Notification notification, Duration pause, @Nullable Integer status) {
    attempted(notification, "due_at = UTC_TIMESTAMP(3) + INTERVAL :micros MICROSECOND", status)
        .param("micros", pause.toMillis() * MICROS_PER_MILLI)
        .update();
  }

  private JdbcClient.StatementSpec attempted(
      Notification notification, String change, @Nullable Integer status) {
    return database
        .sql(
            "UPDATE notification SET last_status = :status, "
                + change
                + " WHERE notification_id = :id AND attempts = :attempt AND state = 'PENDING'")
        .param("status", status)
        .param("id", notification.id())
        .param("attempt", notification.attempt());
  }

  /** What was sent to a room's hook or is on its way, newest first. */
  List<Entry> entries(RoomId room) {
    return database
        .sql(
            """
            SELECT event, retrospect_id, state, attempts, last_status, happened_at
            FROM notification
            WHERE retrospect_room_id = :room AND happened_at <= UTC_TIMESTAMP(3)
            ORDER BY happened_at DESC, notification_id DESC LIMIT :most
            """)
        .param("room", room.value())
        .param("most", LISTED)
        .query((row, _) ->
            new Entry(
                HookEvent.valueOf(row.getString("event")),
                row.getLong("retrospect_id"),
                row.getString("state"),
                row.getInt("attempts"),
                row.getObject("last_status", Integer.class),
                TimeText.dateTime(
                    KoreanTime.fromUtc(row.getObject("happened_at", LocalDateTime.class)))))
        .list();
  }

  /** Forgets what ended long ago. */
  void forgetOld() {
    database
        .sql(
            """
            DELETE FROM notification
            WHERE state IN ('DELIVERED', 'FAILED')
              AND due_at < UTC_TIMESTAMP() - INTERVAL :days DAY LIMIT :most
            """)
        .param("days", KEPT_DAYS)
        .param("most", FORGOTTEN_AT_ONCE)
        .update();
  }

  /** A notification in the shape of the API. */
  record Entry(
      HookEvent event,
      long retrospectId,
      String state,
      int attempts,
      @Nullable Integer lastStatus,
      String createdAt) {}
}
