package com.moalog.server.ai;

import com.moalog.server.http.ErrorCode;
import com.moalog.server.http.Refusal;
import com.moalog.server.model.MemberId;
import com.moalog.server.model.RoomId;
import com.moalog.server.room.RoomAccess;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Lets the owner of a room keep its answers from every AI, the built-in one too. Thread-safe. */
@Component
class AiSwitch {

  private final JdbcClient database;
  private final RoomAccess rooms;

  AiSwitch(JdbcClient database, RoomAccess rooms) {
    this.database = database;
    this.rooms = rooms;
  }

  /** Refuses when the room's owner has switched the AI off. */
  void requireOn(RoomId room) {
    if (!isOn(room)) {
      throw Refusal.of(ErrorCode.AI_SWITCHED_OFF);
    }
  }

  /** Whether the AI may be used, for a member of the room. */
  boolean isOn(MemberId caller, RoomId room) {
    rooms.requireInside(room, caller);
    return isOn(room);
  }

  private boolean isOn(RoomId room) {
    return database
        .sql("SELECT ai_enabled FROM retro_room WHERE retrospect_room_id = :room")
        .param("room", room.value())
        .query(Boolean.class)
        .optional()
        .orElse(false);
  }

  /** Switches the AI on or off, for the owner of the room. */
  void set(MemberId caller, RoomId room, boolean on) {
    rooms.requireOwner(room, caller);
    database
        .sql("UPDATE retro_room SET ai_enabled = :on WHERE retrospect_room_id = :room")
        .param("on", on)
        .param("room", room.value())
        .update();
  }
}
