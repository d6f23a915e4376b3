package com.moalog.server.model;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;

/** The ways in which times are written in JSON; which field uses which is part of the contract. */
public final class TimeText {

  private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("uuuu-MM-dd");
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm");
  private static final DateTimeFormatter DATE_TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss");

  private TimeText() {}

  /** {@code 2026-11-23}. */
  public static String date(LocalDateTime time) {
    return DATE.format(time);
  }

  /** {@code 09:30}. */
  public static String time(LocalDateTime time) {
    return TIME.format(time);
  }

  /** {@code 2026-11-23T09:30:00}, without a zone. */
  public static String dateTime(LocalDateTime time) {
    return DATE_TIME.format(time);
  }
}
