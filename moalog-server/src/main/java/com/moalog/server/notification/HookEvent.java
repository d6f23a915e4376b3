package com.moalog.server.notification;

/** What a room's channel is told. */
enum HookEvent {
  /** A retrospect was planned; members can take part. */
  OPENED("retrospect.opened"),
  /** Its start time has passed; nobody can take part any more. */
  CLOSED("retrospect.closed"),
  /** Its analysis can be read. */
  ANALYSED("retrospect.analysed");

  private final String type;

  HookEvent(String type) {
    this.type = type;
  }

  /** Its name in messages to programs. */
  String type() {
    return type;
  }
}
