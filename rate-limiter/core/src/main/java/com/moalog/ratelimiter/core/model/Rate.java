package com.moalog.ratelimiter.core.model;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number of permits for each period, in lowest terms: 60 per minute is 1 per second.
 *
 * @param count permits, from 1 to {@link #MAX_COUNT}
 * @param periodSeconds length of the period, from 1 to {@link #MAX_PERIOD_SECONDS}
 */
public record Rate(long count, long periodSeconds) {

  /** Keeps the sum of a full bucket and one microsecond's refill below 2^53. */
  public static final long MAX_COUNT = 1_000_000_000_000L;

  public static final long MAX_PERIOD_SECONDS = 366L * 24 * 60 * 60;

  private static final Pattern TEXT = Pattern.compile("([0-9]{1,13})(?:/([smhd]))?");

  public Rate {
    if (count < 1 || count > MAX_COUNT) {
      throw new IllegalArgumentException(
          "rate must be from 1 to " + MAX_COUNT + " per period, got: " + count);
    }
    if (periodSeconds < 1 || periodSeconds > MAX_PERIOD_SECONDS) {
      throw new IllegalArgumentException(
          "period must be from 1 to " + MAX_PERIOD_SECONDS + " s, got: " + periodSeconds);
    }
    long divisor = greatestCommonDivisor(count, periodSeconds);
    count /= divisor;
    periodSeconds /= divisor;
  }

  /**
   * Reads {@code 5/m}, {@code 20/s}, {@code 100/h}, {@code 1000/d}, or {@code 10} for each second.
   *
   * @throws IllegalArgumentException for any other text
   */
  public static Rate parse(String text) {
    Matcher matcher = TEXT.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException("rate must be like 10, 20/s, 5/m, got: " + text);
    }
    String unit = matcher.group(2) == null ? "s" : matcher.group(2);
    return new Rate(Long.parseLong(matcher.group(1)), seconds(unit));
  }

  static long greatestCommonDivisor(long a, long b) {
    return b == 0 ? a : greatestCommonDivisor(b, a % b);
  }

  private static long seconds(String unit) {
    return switch (unit) {
      case "m" -> 60;
      case "h" -> 3_600;
      case "d" -> 86_400;
      default -> 1;
    };
  }
}
