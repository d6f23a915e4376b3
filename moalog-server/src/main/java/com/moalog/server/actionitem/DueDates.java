package com.moalog.server.actionitem;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Optional;

/** Reads due dates: {@code 2026-11-23}, a day that exists, in this century. */
final class DueDates {

  private static final DateTimeFormatter FORM =
      DateTimeFormatter.ofPattern("uuuu-MM-dd").withResolverStyle(ResolverStyle.STRICT);
  private static final int FORM_LENGTH = 10;
  private static final LocalDate FIRST = LocalDate.of(2000, 1, 1);
  private static final LocalDate LAST = LocalDate.of(2099, 12, 31);

  private DueDates() {}

  static Optional<LocalDate> read(String text) {
    if (text.length() != FORM_LENGTH) {
      return Optional.empty();
    }
    try {
      return Optional.of(LocalDate.parse(text, FORM))
          .filter(date -> !date.isBefore(FIRST) && !date.isAfter(LAST));
    } catch (DateTimeException malformed) {
      return Optional.empty();
    }
  }
}
