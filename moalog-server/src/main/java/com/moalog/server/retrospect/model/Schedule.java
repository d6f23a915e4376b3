package com.moalog.server.retrospect.model;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.Optional;

/** Reads the date and time that a member typed. */
public final class Schedule {

  private static final DateTimeFormatter TYPED =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm").withResolverStyle(ResolverStyle.STRICT);

  private Schedule() {}

  /** The wall clock reading of {@code YYYY-MM-DD} and {@code HH:MM}, if both are well-formed. */
  public static Optional<LocalDateTime> read(String date, String time) {
    try {
      return Optional.of(LocalDateTime.parse(date + " " + time, TYPED));
    } catch (DateTimeParseException malformed) {
      return Optional.empty();
    }
  }
}
