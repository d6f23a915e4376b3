package com.moalog.fluxpay.subscription.model;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/**
 * Counts billing periods as people do: a month after the 31st of January is the last of February,
 * and a month after that is the 31st of March again.
 *
 * @param zone whose days and months count
 */
public record BillingCalendar(ZoneId zone) {

  /** The day of the month that a period from this moment is anchored to. */
  public int anchorDay(Instant start) {
    return start.atZone(zone).getDayOfMonth();
  }

  /** The end of the period that begins then. */
  public Instant end(Instant start, Plan.Rhythm rhythm, int anchorDay) {
    ZonedDateTime from = start.atZone(zone);
    YearMonth month = YearMonth.from(from).plusMonths(rhythm.months());
    int day = Math.min(anchorDay, month.lengthOfMonth());
    return month.atDay(day).atTime(from.toLocalTime()).atZone(zone).toInstant();
  }
}
