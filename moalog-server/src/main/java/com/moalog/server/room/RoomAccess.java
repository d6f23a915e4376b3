package com.moalog.server.room;

import com.moalog.server.http.ErrorCode;
import com.moalog.server.http.Refusal;
import com.moalog.server.model.MemberId;
import com.moalog.server.model.RoomId;
import com.moalog.server.room.model.Standing;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Tells who may do what in a room. Thread-safe; takes part in the caller's transaction. */
@Component
public class RoomAccess {

  private final JdbcClient database;

  RoomAccess(JdbcClient database) {
    this.database = database;
  }

  /** How the member stands to the room; one query. */
  public Standing standing(RoomId room, MemberId member) {
    Optional<String> role =
        database
            .sql(
                """
                SELECT COALESCE(membership.role, 'OUTSIDER')
                FROM retro_room
                LEFT JOIN member_retro_room membership
                  ON membership.retrospect_room_id = retro_room.retrospect_room_id
                  AND membership.member_id = :member
                WHERE retro_room.retrospect_room_id = :room
                """)
            .param("member", member.value())
            .param("room", room.value())
            .query(String.class)
            .optional();
    return role.map(Standing::valueOf).orElse(Standing.NO_ROOM);
  }

  /** Refuses everybody who does not belong to the room: 404 without a room, else 403. */
  public void requireInside(RoomId room, MemberId member) {
    require(room, member, Standing.MEMBER);
  }

  /** Refuses everybody but the owner of the room: 404 without a room, else 403. */
  public void requireOwner(RoomId room, MemberId member) {
    require(room, member, Standing.OWNER);
  }

  /** Like {@link #requireInside}, for who has to tell the owner from the others. */
  public Standing requireStanding(RoomId room, MemberId member) {
    return require(room, member, Standing.MEMBER);
  }

  private Standing require(RoomId room, MemberId member, Standing least) {
    Standing standing = standing(room, member);
    if (standing == Standing.NO_ROOM) {
      throw Refusal.of(ErrorCode.ROOM_NOT_FOUND);
    }
    if (standing.compareTo(least) < 0) {
      throw Refusal.of(ErrorCode.NO_ACCESS);
    }
    return standing;
  }
}
