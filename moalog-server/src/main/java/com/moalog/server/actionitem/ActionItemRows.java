package com.moalog.server.actionitem;

import com.moalog.server.actionitem.NewActionItem.Draft;
import com.moalog.server.database.Insertion;
import com.moalog.server.model.KoreanTime;
import com.moalog.server.model.MemberId;
import com.moalog.server.model.ResponseId;
import com.moalog.server.model.RetrospectId;
import com.moalog.server.model.RoomId;
import com.moalog.server.model.TimeText;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Action items in the database. Thread-safe; takes part in the caller's transaction. */
@Repository
class ActionItemRows {

  private static final String SELECT =
      """
      SELECT action_item.action_item_id, action_item.retrospect_room_id, action_item.content,
        action_item.status, action_item.due_date, action_item.origin_kind,
        action_item.response_id, action_item.created_at, action_item.closed_at,
        owner.member_id, COALESCE(NULLIF(owner.nickname, ''), 'Unknown') AS owner_name,
        retrospects.retrospect_id, retrospects.title
      FROM action_item
      LEFT JOIN member owner ON owner.member_id = action_item.owner_member_id
      LEFT JOIN retrospects ON retrospects.retrospect_id = action_item.retrospect_id
      """;

  private final JdbcClient database;
  private final Clock clock;

  ActionItemRows(JdbcClient database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /** Lets changes that count the room's items happen one after the other. */
  void lockRoom(RoomId room) {
    database
        .sql("SELECT 1 FROM retro_room WHERE retrospect_room_id = :room FOR UPDATE")
        .param("room", room.value())
        .query(Integer.class)
        .optional();
  }

  long openInRoom(RoomId room) {
    return database
        .sql(
            """
            SELECT COUNT(*) FROM action_item
            WHERE retrospect_room_id = :room AND status = 'OPEN'
            """)
        .param("room", room.value())
        .query(Long.class)
        .single();
  }

  /** Items made in a retrospect, whatever became of them. */
  long madeIn(RetrospectId retrospect) {
    return database
        .sql("SELECT COUNT(*) FROM action_item WHERE retrospect_id = :retrospect")
        .param("retrospect", retrospect.value())
        .query(Long.class)
        .single();
  }

  boolean belongs(ResponseId answer, RetrospectId retrospect) {
    return database
        .sql("SELECT 1 FROM response WHERE response_id = :answer AND retrospect_id = :retrospect")
        .param("answer", answer.value())
        .param("retrospect", retrospect.value())
        .query(Integer.class)
        .optional()
        .isPresent();
  }

  long insert(RoomId room, Draft draft, MemberId creator) {
    NewActionItem.Origin origin = draft.origin();
    ResponseId answer = origin == null ? null : origin.answer();
    return Insertion.idOf(
        database
            .sql(
                """
                INSERT INTO action_item (retrospect_room_id, content, owner_member_id, due_date,
                  retrospect_id, origin_kind, response_id, created_by, created_at, updated_at)
                VALUES (:room, :content, :owner, :due, :retrospect, :kind, :answer, :creator,
                  :now, :now)
                """)
            .param("room", room.value())
            .param("content", draft.content())
            .param("owner", valueOf(draft.owner()))
            .param("due", draft.dueDate())
            .param("retrospect", origin == null ? null : origin.retrospect().value())
            .param("kind", origin == null ? null : origin.kind().name())
            .param("answer", answer == null ? null : answer.value())
            .param("creator", creator.value())
            .param("now", KoreanTime.nowInUtc(clock)));
  }

  private static @Nullable Long valueOf(@Nullable MemberId member) {
    return member == null ? null : member.value();
  }

  /** Where an item belongs and what changes to it depend on; locked until the transaction ends. */
  Optional<Stored> findLocked(long id) {
    return database
        .sql(
            """
            SELECT retrospect_room_id, retrospect_id, created_by, content, status,
              owner_member_id, due_date
            FROM action_item WHERE action_item_id = :id FOR UPDATE
            """)
        .param("id", id)
        .query(ActionItemRows::stored)
        .optional();
  }

  /** The room of an item. */
  Optional<RoomId> roomOf(long id) {
    return database
        .sql("SELECT retrospect_room_id FROM action_item WHERE action_item_id = :id")
        .param("id", id)
        .query((row, _) -> new RoomId(row.getLong(1)))
        .optional();
  }

  void update(long id, Stored item, boolean closing) {
    database
        .sql(
            """
            UPDATE action_item
            SET content = :content, owner_member_id = :owner, due_date = :due, status = :status,
              closed_at = CASE WHEN :status = 'OPEN' THEN NULL WHEN :closing THEN :now
                ELSE closed_at END,
              updated_at = :now
            WHERE action_item_id = :id
            """)
        .param("content", item.content())
        .param("owner", item.owner())
        .param("due", item.dueDate())
        .param("status", item.status().name())
        .param("closing", closing)
        .param("now", KoreanTime.nowInUtc(clock))
        .param("id", id)
        .update();
  }

  void delete(long id) {
    database.sql("DELETE FROM action_item WHERE action_item_id = :id").param("id", id).update();
  }

  ActionItem get(long id) {
    return database
        .sql(SELECT + "WHERE action_item.action_item_id = :id")
        .param("id", id)
        .query(this::item)
        .single();
  }

  /** Items of a room, the newest first. */
  List<ActionItem> inRoom(RoomId room, Wanted wanted) {
    return database
        .sql(
            SELECT
                + """
                WHERE action_item.retrospect_room_id = :room
                  AND (:status IS NULL OR action_item.status = :status)
                  AND (:cursor IS NULL OR action_item.action_item_id < :cursor)
                ORDER BY action_item.action_item_id DESC LIMIT :limit
                """)
        .param("room", room.value())
        .param("status", wanted.status() == null ? null : wanted.status().name())
        .param("cursor", wanted.cursor())
        .param("limit", wanted.limit())
        .query(this::item)
        .list();
  }

  /** Items made in a retrospect, the oldest first. */
  List<ActionItem> of(RetrospectId retrospect, int limit) {
    return database
        .sql(
            SELECT
                + """
                WHERE action_item.retrospect_id = :retrospect
                ORDER BY action_item.action_item_id LIMIT :limit
                """)
        .param("retrospect", retrospect.value())
        .param("limit", limit)
        .query(this::item)
        .list();
  }

  /**
   * What a retrospect opens with: the room's items from before it that are open, or were when it
   * was created, the oldest first.
   */
  List<ActionItem> openedWith(RoomId room, RetrospectId retrospect, int limit) {
    return database
        .sql(
            SELECT
                + """
                JOIN retrospects opened ON opened.retrospect_id = :retrospect
                WHERE action_item.retrospect_room_id = :room
                  AND (action_item.retrospect_id IS NULL
                    OR action_item.retrospect_id < :retrospect)
                  AND (action_item.status = 'OPEN'
                    OR (action_item.created_at <= opened.created_at
                      AND action_item.closed_at >= opened.created_at))
                ORDER BY action_item.action_item_id LIMIT :limit
                """)
        .param("room", room.value())
        .param("retrospect", retrospect.value())
        .param("limit", limit)
        .query(this::item)
        .list();
  }

  private ActionItem item(ResultSet row, int number) throws SQLException {
    LocalDate due = row.getObject("due_date", LocalDate.class);
    String status = row.getString("status");
    LocalDateTime closed = row.getObject("closed_at", LocalDateTime.class);
    return new ActionItem(
        row.getLong("action_item_id"),
        row.getLong("retrospect_room_id"),
        row.getString("content"),
        status,
        owner(row),
        due == null ? null : due.toString(),
        due != null
            && status.equals(ActionItemStatus.OPEN.name())
            && due.isBefore(KoreanTime.nowInKorea(clock).toLocalDate()),
        origin(row),
        koreanText(row.getObject("created_at", LocalDateTime.class)),
        closed == null ? null : koreanText(closed));
  }

  private static String koreanText(LocalDateTime utc) {
    return TimeText.dateTime(KoreanTime.fromUtc(utc));
  }

  private static ActionItem.@Nullable Owner owner(ResultSet row) throws SQLException {
    long id = row.getLong("member_id");
    return row.wasNull() ? null : new ActionItem.Owner(id, row.getString("owner_name"));
  }

  private static ActionItem.@Nullable Origin origin(ResultSet row) throws SQLException {
    long retrospect = row.getLong("retrospect_id");
    if (row.wasNull()) {
      return null;
    }
    Long answer = row.getObject("response_id", Long.class);
    return new ActionItem.Origin(
        retrospect, row.getString("title"), row.getString("origin_kind"), answer);
  }

  private static Stored stored(ResultSet row, int number) throws SQLException {
    return new Stored(
        new RoomId(row.getLong("retrospect_room_id")),
        row.getObject("retrospect_id", Long.class),
        row.getObject("created_by", Long.class),
        row.getString("content"),
        ActionItemStatus.valueOf(row.getString("status")),
        row.getObject("owner_member_id", Long.class),
        row.getObject("due_date", LocalDate.class));
  }

  /** Which items to read. */
  record Wanted(@Nullable ActionItemStatus status, @Nullable Long cursor, int limit) {}

  /** An item as it is stored. */
  record Stored(
      RoomId room,
      @Nullable Long retrospect,
      @Nullable Long creator,
      String content,
      ActionItemStatus status,
      @Nullable Long owner,
      @Nullable LocalDate dueDate) {}
}
