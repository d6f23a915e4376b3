package com.moalog.server.room;

import com.moalog.kit.settings.Variables;

/**
 * How strictly rooms are handled.
 *
 * @param sizeEnforced whether a room holds only as many members as its owner's plan allows
 */
public record RoomSettings(boolean sizeEnforced) {

  /** Reads {@code PLAN_ENFORCE_ROOM_SIZE}. */
  public static RoomSettings from(Variables variables) {
    return new RoomSettings(variables.lenientFlag("PLAN_ENFORCE_ROOM_SIZE", false));
  }
}
