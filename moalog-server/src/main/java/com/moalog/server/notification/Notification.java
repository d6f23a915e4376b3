package com.moalog.server.notification;

import com.moalog.server.model.RetrospectId;
import com.moalog.server.model.RoomId;
import java.time.LocalDateTime;

/**
 * A message that is to be sent.
 *
 * @param id the same in every attempt
 * @param attempt which one this is, from 1
 * @param event what happened
 * @param happenedAt when, in UTC
 * @param subject what it happened to
 */
record Notification(
    long id, int attempt, HookEvent event, LocalDateTime happenedAt, Subject subject) {

  /**
   * A retrospect and its room; what members wrote is not part of a message.
   *
   * @param startTime wall clock in Korea
   */
  record Subject(
      RoomId room,
      String roomName,
      RetrospectId retrospect,
      String title,
      String method,
      LocalDateTime startTime) {}
}
