package com.moalog.server.room;

import com.moalog.server.http.Page;
import com.moalog.server.model.MemberId;
import com.moalog.server.model.RoomId;
import com.moalog.server.model.TimeText;
import java.time.LocalDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads lists of rooms and of the people in them. Thread-safe. */
@Repository
class RoomDirectory {

  private final JdbcClient database;
  private final RoomAccess access;

  RoomDirectory(JdbcClient database, RoomAccess access) {
    this.database = database;
    this.access = access;
  }

  /** The member's rooms in the member's own order, after the room that the cursor names. */
  Page<Entry> roomsOf(MemberId member, int size, @Nullable Long cursor) {
    String after =
        cursor == null
            ? ""
            : """
            AND (membership.order_index, retro_room.retrospect_room_id) >
              (SELECT order_index, retrospect_room_id FROM member_retro_room
               WHERE member_id = :member AND retrospect_room_id = :cursor)
            """;
    List<Entry> rows =
        database
            .sql(
                """
                SELECT retro_room.retrospect_room_id, retro_room.title, membership.order_index
                FROM member_retro_room membership
                JOIN retro_room
                  ON retro_room.retrospect_room_id = membership.retrospect_room_id
                WHERE membership.member_id = :member
                """
                    + after
                    + """
                    ORDER BY membership.order_index, retro_room.retrospect_room_id
                    LIMIT :limit
                    """)
            .param("member", member.value())
            .param("cursor", cursor)
            .param("limit", size + 1)
            .query((row, _) -> new Entry(row.getLong(1), row.getString(2), row.getInt(3)))
            .list();
    return Page.of(rows, size, Entry::retroRoomId);
  }

  /** The people in a room, the owner first; for members of the room. */
  List<Person> membersOf(RoomId room, MemberId caller) {
    access.requireInside(room, caller);
    return database
        .sql(
            """
            SELECT member.member_id, COALESCE(NULLIF(member.nickname, ''), 'Unknown'),
              membership.role, membership.created_at
            FROM member_retro_room membership
            JOIN member ON member.member_id = membership.member_id
            WHERE membership.retrospect_room_id = :room
            ORDER BY membership.role = 'OWNER' DESC, membership.created_at,
              membership.member_retrospect_room_id
            """)
        .param("room", room.value())
        .query((row, _) ->
            new Person(
                row.getLong(1),
                row.getString(2),
                row.getString(3),
                TimeText.dateTime(row.getObject(4, LocalDateTime.class))))
        .list();
  }

  record Entry(long retroRoomId, String retroRoomName, int orderIndex) {}

  record Person(long memberId, String nickname, String role, String joinedAt) {}
}
