package com.moalog.server.room;

import com.moalog.server.http.ErrorCode;
import com.moalog.server.http.Refusal;
import com.moalog.server.model.MemberId;
import com.moalog.server.model.RoomId;
import com.moalog.server.subscription.CurrentPlans;
import com.moalog.server.subscription.model.Plan;
import com.moalog.server.subscription.model.PlanLimits;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Keeps rooms as small as their owner's plan says, where that is enforced. Thread-safe; takes part
 * in the caller's transaction.
 */
@Component
class RoomSize {

  private final JdbcClient database;
  private final CurrentPlans plans;
  private final RoomSettings settings;

  RoomSize(JdbcClient database, CurrentPlans plans, RoomSettings settings) {
    this.database = database;
    this.plans = plans;
    this.settings = settings;
  }

  /** Lets one member in at a time, so that two cannot both take the last place. */
  void lock(RoomId room) {
    if (settings.sizeEnforced()) {
      database
          .sql(
              "SELECT retrospect_room_id FROM retro_room WHERE retrospect_room_id = :room FOR UPDATE")
          .param("room", room.value())
          .query(Long.class)
          .optional();
    }
  }

  /** Refuses a room that holds more members than its owner's plan allows; the room is locked. */
  void refuseOverfull(RoomId room) {
    if (settings.sizeEnforced()) {
      int most = planOfOwner(room).limits().roomMembers();
      if (most != PlanLimits.UNLIMITED && size(room) > most) {
        throw Refusal.of(ErrorCode.PLAN_EXCLUDES);
      }
    }
  }

  private Plan planOfOwner(RoomId room) {
    return database
        .sql(
            """
            SELECT member_id FROM member_retro_room
            WHERE retrospect_room_id = :room AND role = 'OWNER' AND member_id IS NOT NULL LIMIT 1
            """)
        .param("room", room.value())
        .query(Long.class)
        .optional()
        .map(owner -> plans.planOf(new MemberId(owner)))
        .orElse(Plan.FREE);
  }

  /** People who have withdrawn take no place. */
  private int size(RoomId room) {
    return database
        .sql(
            """
            SELECT COUNT(*) FROM member_retro_room
            WHERE retrospect_room_id = :room AND member_id IS NOT NULL
            """)
        .param("room", room.value())
        .query(Integer.class)
        .single();
  }
}
