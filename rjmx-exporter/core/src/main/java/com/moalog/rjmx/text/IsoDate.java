package com.moalog.rjmx.text;

/** Reads dates as Jolokia writes them: {@code 2024-02-29T13:05:00+01:00}. Stateless. */
public final class IsoDate {

  private static final String SHAPE = "dddd-dd-ddTdd:dd:dd";
  private static final int SECONDS_PER_DAY = 86_400;

  private IsoDate() {}

  /** Seconds since 1970 in UTC; NaN when the text is no date with time and zone. */
  public static double epochSeconds(String text) {
    if (!hasShape(text, 0, SHAPE)) {
      return Double.NaN;
    }
    int month = number(text, 5, 7);
    int day = number(text, 8, 10);
    if (month < 1 || month > 12 || day < 1 || day > 31) {
      return Double.NaN;
    }
    int zone = SHAPE.length();
    double fraction = 0;
    if (zone < text.length() && text.charAt(zone) == '.') {
      int from = ++zone;
      while (zone < text.length() && isDigit(text.charAt(zone))) {
        zone++;
      }
      fraction = DecimalReader.read("0." + text.substring(from, zone));
    }
    double offset = zoneSeconds(text, zone);
    double time = number(text, 11, 13) * 3600.0 + number(text, 14, 16) * 60 + number(text, 17, 19);
    return (double) daysSince1970(number(text, 0, 4), month, day) * SECONDS_PER_DAY
        + time
        + fraction
        - offset;
  }

  /** What the zone is ahead of UTC; NaN when there is none. */
  private static double zoneSeconds(String text, int from) {
    String zone = text.substring(from);
    if (zone.equals("Z")) {
      return 0;
    }
    boolean colon = hasShape(zone, 1, "dd:dd") && zone.length() == 6;
    boolean plain = hasShape(zone, 1, "dddd") && zone.length() == 5;
    if ((!colon && !plain) || (zone.charAt(0) != '+' && zone.charAt(0) != '-')) {
      return Double.NaN;
    }
    int minutes = colon ? 4 : 3;
    double seconds = number(zone, 1, 3) * 3600.0 + number(zone, minutes, minutes + 2) * 60;
    return zone.charAt(0) == '+' ? seconds : -seconds;
  }

  /** In the Gregorian calendar; March is the first month, so that leap days come last. */
  private static long daysSince1970(int year, int month, int day) {
    long shifted = month > 2 ? year : year - 1L;
    long dayOfYear = (153L * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    long days = shifted * 365 + Math.floorDiv(shifted, 4L) - Math.floorDiv(shifted, 100L);
    return days + Math.floorDiv(shifted, 400L) + dayOfYear - 719_468;
  }

  private static boolean hasShape(String text, int from, String shape) {
    if (text.length() - from < shape.length()) {
      return false;
    }
    for (int i = 0; i < shape.length(); i++) {
      char wanted = shape.charAt(i);
      char next = text.charAt(from + i);
      if (wanted == 'd' ? !isDigit(next) : next != wanted) {
        return false;
      }
    }
    return true;
  }

  private static boolean isDigit(char next) {
    return next >= '0' && next <= '9';
  }

  private static int number(String text, int from, int to) {
    int value = 0;
    for (int i = from; i < to; i++) {
      value = value * 10 + (text.charAt(i) - '0');
    }
    return value;
  }
}
