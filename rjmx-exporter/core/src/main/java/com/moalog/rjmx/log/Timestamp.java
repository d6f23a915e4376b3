package com.moalog.rjmx.log;

/** A time of day in ISO 8601, UTC. */
public final class Timestamp {

  private static final long DAY_MILLIS = 86_400_000L;

  private Timestamp() {}

  /** The milliseconds since 1970 as {@code 2026-01-31T12:00:00.000Z}. */
  public static String of(long epochMillis) {
    long days = Math.floorDiv(epochMillis, DAY_MILLIS);
    long inDay = Math.floorMod(epochMillis, DAY_MILLIS);
    // Days are counted from the first of March, so the leap day is the last one of a year.
    long shifted = days + 719_468;
    long era = Math.floorDiv(shifted, 146_097);
    long dayOfEra = Math.floorMod(shifted, 146_097);
    long yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
    long dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    long month = (5 * dayOfYear + 2) / 153;
    long day = dayOfYear - (153 * month + 2) / 5 + 1;
    long realMonth = month < 10 ? month + 3 : month - 9;
    long year = yearOfEra + era * 400 + (realMonth <= 2 ? 1 : 0);
    return padded(year, 4)
        + "-"
        + padded(realMonth, 2)
        + "-"
        + padded(day, 2)
        + "T"
        + padded(inDay / 3_600_000, 2)
        + ":"
        + padded(inDay / 60_000 % 60, 2)
        + ":"
        + padded(inDay / 1000 % 60, 2)
        + "."
        + padded(inDay % 1000, 3)
        + "Z";
  }

  private static String padded(long number, int width) {
    String text = Long.toString(number);
    return "0".repeat(Math.max(0, width - text.length())) + text;
  }
}
