package com.moalog.ratelimiter.core.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The time units of limits in domains; a month has 30 days and a year 365. */
public enum LimitUnit {
  SECOND(1),
  MINUTE(60),
  HOUR(3_600),
  DAY(86_400),
  WEEK(7 * 86_400),
  MONTH(30 * 86_400),
  YEAR(365 * 86_400);

  private final long seconds;

  LimitUnit(long seconds) {
    this.seconds = seconds;
  }

  public long seconds() {
    return seconds;
  }

  /** The unit of that name, in any case of letters. */
  public static Optional<LimitUnit> named(String name) {
    String wanted = name.strip().toUpperCase(Locale.ROOT);
    return Arrays.stream(values()).filter(unit -> unit.name().equals(wanted)).findFirst();
  }
}
