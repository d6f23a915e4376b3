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

  /** More digits are a later year to the formatter, and too late for the database. */
  private static final int DATE_LENGTH = "2026-01-01".length();

  private static final int TIME_LENGTH = "10:00".length();

  private Schedule() {}

  /** The wall clock reading of {@code YYYY-MM-DD} and {@code HH:MM}, if both are well-formed. */
  public static Optional<LocalDateTime> read(String date, String time) {
    if (date.length() != DATE_LENGTH || time.length() != TIME_LENGTH) {
      return Optional.empty();
    }
    try {
      return Optional.of(LocalDateTime.parse(date + " " + time, TYPED));
    } catch (DateTimeParseException malformed) {
      return Optional.empty();
    }
  }
}
