package com.moalog.server.live;

import com.moalog.server.event.EventLog;
import com.moalog.server.model.KoreanTime;
import com.moalog.server.model.MemberId;
import com.moalog.server.model.RetrospectId;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Events and presence in the database. Thread-safe. */
@Repository
class LiveRows {

  /** How long events can be resumed from. */
  static final Duration RETENTION = Duration.ofHours(24);

  /** How many events of a retrospect can be resumed from. */
  static final int MOST_EVENTS = 1_000;

  private static final int PURGE_AT_ONCE = 10_000;

  private final EventLog events;
  private final JdbcClient database;
  private final Clock clock;

  LiveRows(EventLog events, JdbcClient database, Clock clock) {
    this.events = events;
    this.database = database;
    this.clock = clock;
  }

  /** The number of the latest event, 0 when there was none. */
  long last(RetrospectId retrospect) {
    return events.last(retrospect);
  }

  /** The numbers of the latest events. */
  Map<Long, Long> last(Collection<Long> retrospects) {
    Map<Long, Long> last = new HashMap<>();
    database
        .sql("SELECT retrospect_id, last_seq FROM live_cursor WHERE retrospect_id IN (:ids)")
        .param("ids", retrospects)
        .query(row -> {
          last.put(row.getLong(1), row.getLong(2));
        });
    return last;
  }

  /** The events after a number in their order, at most {@value #MOST_EVENTS}. */
  List<NumberedEvent> after(RetrospectId retrospect, long number) {
    return database
        .sql(
            """
            SELECT seq, name, data FROM live_event
            WHERE retrospect_id = :id AND seq > :number ORDER BY seq LIMIT :most
            """)
        .param("id", retrospect.value())
        .param("number", number)
        .param("most", MOST_EVENTS)
        .query((row, _) -> new NumberedEvent(row.getLong(1), row.getString(2), row.getString(3)))
        .list();
  }

  /** Who is writing where; names are left out where the retrospect is anonymous. */
  Map<Long, Writers> writers(Collection<Long> retrospects) {
    Map<Long, List<String>> names = new HashMap<>();
    Map<Long, Boolean> anonymous = new HashMap<>();
    database
        .sql(
            """
            SELECT live_presence.retrospect_id, retrospects.anonymous,
              COALESCE(NULLIF(member.nickname, ''), 'Unknown')
            FROM live_presence
            JOIN retrospects ON retrospects.retrospect_id = live_presence.retrospect_id
            JOIN member ON member.member_id = live_presence.member_id
            JOIN member_retro ON member_retro.retrospect_id = live_presence.retrospect_id
              AND member_retro.member_id = live_presence.member_id
              AND member_retro.status = 'DRAFT'
            WHERE live_presence.retrospect_id IN (:ids) AND live_presence.expires_at > :now
            ORDER BY live_presence.retrospect_id, member.nickname, member.member_id
            """)
        .param("ids", retrospects)
        .param("now", KoreanTime.nowInUtc(clock))
        .query(row -> {
          names.computeIfAbsent(row.getLong(1), _ -> new ArrayList<>()).add(row.getString(3));
          anonymous.put(row.getLong(1), row.getBoolean(2));
        });
    Map<Long, Writers> writers = new HashMap<>();
    names.forEach(
        (id, those) -> writers.put(id, Writers.of(those, Boolean.TRUE.equals(anonymous.get(id)))));
    return writers;
  }

  /** The member writes, until the lifetime has passed without another word. */
  void writes(RetrospectId retrospect, MemberId member, Duration lifetime) {
    database
        .sql(
            """
            INSERT INTO live_presence (retrospect_id, member_id, expires_at)
            VALUES (:retrospect, :member, :end)
            ON DUPLICATE KEY UPDATE expires_at = VALUES(expires_at)
            """)
        .param("retrospect", retrospect.value())
        .param("member", member.value())
        .param("end", KoreanTime.nowInUtc(clock).plus(lifetime))
        .update();
  }

  /** The member no longer writes. */
  void stopsWriting(RetrospectId retrospect, MemberId member) {
    database
        .sql(
            """
            DELETE FROM live_presence WHERE retrospect_id = :retrospect AND member_id = :member
            """)
        .param("retrospect", retrospect.value())
        .param("member", member.value())
        .update();
  }

  /** Deletes what is too old or too much to be resumed from, and presence that has passed. */
  void purge() {
    database
        .sql("DELETE FROM live_event WHERE created_at < :end LIMIT :most")
        .param("end", KoreanTime.nowInUtc(clock).minus(RETENTION))
        .param("most", PURGE_AT_ONCE)
        .update();
    database
        .sql(
            """
            DELETE live_event FROM live_event
            JOIN live_cursor ON live_cursor.retrospect_id = live_event.retrospect_id
            WHERE live_cursor.last_seq > :most AND live_event.seq <= live_cursor.last_seq - :most
            """)
        .param("most", MOST_EVENTS)
        .update();
    database
        .sql("DELETE FROM live_presence WHERE expires_at < :now")
        .param("now", KoreanTime.nowInUtc(clock))
        .update();
  }
}
