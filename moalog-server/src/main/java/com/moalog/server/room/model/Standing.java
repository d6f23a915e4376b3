package com.moalog.server.room.model;

/** How a member stands to a room. */
public enum Standing {
  /** There is no such room. */
  NO_ROOM,
  /** The room exists, the member does not belong to it. */
  OUTSIDER,
  /** The member belongs to the room. */
  MEMBER,
  /** The member belongs to the room and owns it. */
  OWNER;

  /** Whether the member belongs to the room. */
  public boolean isInside() {
    return this == MEMBER || this == OWNER;
  }
}
