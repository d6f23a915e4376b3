package com.moalog.server.model;

import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/**
 * Conversions between UTC, in which the database stores times, and the wall clock in Korea, in
 * which members think. All results are cut to whole seconds, the precision of the database.
 */
public final class KoreanTime {

  /** Korea has no daylight saving time; the offset has been UTC+9 since 1961. */
  public static final ZoneId ZONE = ZoneOffset.ofHours(9);

  private KoreanTime() {}

  /** The present moment in UTC. */
  public static LocalDateTime nowInUtc(Clock clock) {
    return LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC).truncatedTo(ChronoUnit.SECONDS);
  }

  /** The present moment on the wall clock in Korea. */
  public static LocalDateTime nowInKorea(Clock clock) {
    return fromUtc(nowInUtc(clock));
  }

  /** The wall clock in Korea at a UTC time. */
  public static LocalDateTime fromUtc(LocalDateTime utc) {
    return utc.atOffset(ZoneOffset.UTC).atZoneSameInstant(ZONE).toLocalDateTime();
  }

  /** The UTC time at a wall clock reading in Korea. */
  public static LocalDateTime toUtc(LocalDateTime korean) {
    return korean.atZone(ZONE).withZoneSameInstant(ZoneOffset.UTC).toLocalDateTime();
  }
}
