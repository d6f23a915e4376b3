package com.moalog.fluxpay.task;

import com.moalog.kit.settings.Variables;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.support.CronExpression;

/**
 * The moments at which something is done: a cron expression of six fields, and where it is read.
 */
public record Timetable(CronExpression cron, ZoneId zone) {

  /** The wait of an expression that names no moment, such as February 30. */
  private static final Duration NEVER = Duration.ofDays(366);

  /** Reads the variable; what is no cron expression is a fault. */
  public static Timetable from(Variables variables, String name, String usual, ZoneId zone) {
    String text = variables.text(name, usual);
    if (!CronExpression.isValidExpression(text)) {
      variables.fault(name, "must have six fields, such as " + usual);
      text = usual;
    }
    return new Timetable(CronExpression.parse(text), zone);
  }

  /** How long it is until the first moment after that one. */
  public Duration untilNext(Instant moment) {
    ZonedDateTime now = moment.atZone(zone);
    @Nullable ZonedDateTime next = cron.next(now);
    return next == null ? NEVER : Duration.between(now, next);
  }
}
