package com.moalog.server.room;

import com.moalog.server.member.Departure;
import com.moalog.server.model.MemberId;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Gives the rooms of an owner who leaves to the member who has been in each of them longest, and
 * deletes rooms that nobody is left in. Thread-safe.
 */
@Component
class OwnershipHandover implements Departure {

  private final JdbcClient database;

  OwnershipHandover(JdbcClient database) {
    this.database = database;
  }

  @Override
  public void beforeDeletionOf(MemberId member) {
    for (long room : ownedBy(member)) {
      List<Heir> heirs = heirs(room, member);
      if (heirs.isEmpty()) {
        database
            .sql("DELETE FROM retro_room WHERE retrospect_room_id = :room")
            .param("room", room)
            .update();
      } else {
        handOver(room, heirs.getFirst());
      }
    }
  }

  private List<Long> ownedBy(MemberId member) {
    return database
        .sql(
            """
            SELECT retrospect_room_id FROM member_retro_room
            WHERE member_id = :member AND role = 'OWNER' ORDER BY retrospect_room_id
            """)
        .param("member", member.value())
        .query((row, _) -> row.getLong(1))
        .list();
  }

  private List<Heir> heirs(long room, MemberId leaving) {
    return database
        .sql(
            """
            SELECT member_retrospect_room_id, member_id FROM member_retro_room
            WHERE retrospect_room_id = :room AND member_id <> :leaving
            ORDER BY created_at, member_retrospect_room_id LIMIT 1 FOR UPDATE
            """)
        .param("room", room)
        .param("leaving", leaving.value())
        .query((row, _) -> new Heir(row.getLong(1), row.getLong(2)))
        .list();
  }

  /**
   * The room keeps its title. If the heir already owns a room of that title, the room is found by
   * the role alone, because the owner column allows a title once per owner.
   */
  private void handOver(long room, Heir heir) {
    database
        .sql(
            """
            UPDATE member_retro_room SET role = 'OWNER'
            WHERE member_retrospect_room_id = :membership
            """)
        .param("membership", heir.membership())
        .update();
    database
        .sql(
            "UPDATE IGNORE retro_room SET owner_member_id = :heir WHERE retrospect_room_id = :room")
        .param("heir", heir.member())
        .param("room", room)
        .update();
  }

  private record Heir(long membership, long member) {}
}
