package com.moalog.server.room;

import com.moalog.server.http.ErrorCode;
import com.moalog.server.http.Refusal;
import com.moalog.server.member.Members;
import com.moalog.server.model.MemberId;
import com.moalog.server.model.RoomId;
import java.time.LocalDateTime;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Who belongs to which room. Thread-safe; takes part in the caller's transaction. */
@Repository
class Memberships {

  private final JdbcClient database;
  private final Members members;
  private final RoomSize size;

  Memberships(JdbcClient database, Members members, RoomSize size) {
    this.database = database;
    this.members = members;
    this.size = size;
  }

  /**
   * Lets one change of a member's rooms happen at a time. An access token outlives a withdrawal, so
   * the member may be gone.
   */
  void lockMember(MemberId member) {
    if (!members.lock(member)) {
      throw Refusal.of(ErrorCode.NOT_SIGNED_IN);
    }
  }

  /**
   * Lets a guest in, if there is room; the guest must be locked.
   *
   * @throws org.springframework.dao.DuplicateKeyException when the guest is in already
   */
  void admit(RoomId room, MemberId guest, LocalDateTime now) {
    size.lock(room);
    add(room, guest, "MEMBER", now);
    size.refuseOverfull(room);
  }

  /**
   * Adds the member at the end of the own list of rooms; the member must be locked.
   *
   * @throws org.springframework.dao.DuplicateKeyException when the member is in already
   */
  void add(RoomId room, MemberId member, String role, LocalDateTime now) {
    database
        .sql(
            """
            INSERT INTO member_retro_room
              (member_id, retrospect_room_id, role, order_index, created_at)
            SELECT :member, :room, :role, COALESCE(MAX(order_index), 0) + 1, :now
            FROM member_retro_room existing WHERE existing.member_id = :member
            """)
        .param("member", member.value())
        .param("room", room.value())
        .param("role", role)
        .param("now", now)
        .update();
  }

  /** In how many of the rooms the member is. */
  long countIn(List<Long> rooms, MemberId member) {
    return database
        .sql(
            """
            SELECT COUNT(*) FROM member_retro_room
            WHERE member_id = :member AND retrospect_room_id IN (:rooms)
            """)
        .param("member", member.value())
        .param("rooms", rooms)
        .query(Long.class)
        .single();
  }
}
