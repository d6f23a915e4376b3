package com.moalog.chaos.platform;

/** What some faults need and not every platform has. */
public enum Ability {
  /** Something can stand between two parts. */
  DETOURS("the parts of the Compose stack talk to each other directly"),
  /** The processes of the parts are this user's own. */
  PROCESSES("the processes run in containers"),
  /** PostgreSQL writes to a disk of its own that is small enough to be filled. */
  SMALL_DISK("no small file system can be mounted here: that needs root");

  private final String excuse;

  Ability(String excuse) {
    this.excuse = excuse;
  }

  /** Why a platform may lack it. */
  public String excuse() {
    return excuse;
  }
}
