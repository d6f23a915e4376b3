package com.moalog.server.event;

/** What a room wants to know of a retrospect, though nobody watches it. */
public enum Milestone {
  /** It was planned; members can take part until it starts. */
  OPENED,
  /** Its analysis is stored. */
  ANALYSED
}
