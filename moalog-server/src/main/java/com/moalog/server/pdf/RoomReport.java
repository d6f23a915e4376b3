package com.moalog.server.pdf;

import java.util.List;

/**
 * What is told about a whole room.
 *
 * @param title the room's name
 * @param reports of its retrospects, oldest first
 */
record RoomReport(String title, List<Report> reports) {

  /** Retrospects that one document holds; the latest when a room has more. */
  static final int MOST = 200;

  RoomReport {
    reports = List.copyOf(reports);
  }
}
