package com.moalog.rjmx.metric;

/** Makes valid names out of any text. */
public final class Names {

  private Names() {}

  /** Each invalid character becomes an underscore. */
  public static String metric(String text) {
    return clean(text, true, false);
  }

  /** Each run of invalid characters and underscores becomes one underscore, as in jmx_exporter. */
  public static String mergedMetric(String text) {
    return clean(text, true, true);
  }

  /** As {@link #metric} for label names: no colon, and no two underscores in front. */
  public static String label(String text) {
    return withoutReservedPrefix(clean(text, false, false));
  }

  /** As {@link #mergedMetric} for label names. */
  public static String mergedLabel(String text) {
    return withoutReservedPrefix(clean(text, false, true));
  }

  private static String withoutReservedPrefix(String name) {
    int first = 0;
    while (first + 1 < name.length() && name.startsWith("__", first)) {
      first++;
    }
    return name.substring(first);
  }

  private static String clean(String text, boolean colon, boolean merge) {
    if (text.isEmpty()) {
      return text;
    }
    StringBuilder name = new StringBuilder(text.length() + 1);
    if (isDigit(text.charAt(0))) {
      name.append('_');
    }
    for (int i = 0; i < text.length(); i++) {
      char next = text.charAt(i);
      boolean valid = isLetter(next) || isDigit(next) || (colon && next == ':');
      if (valid) {
        name.append(next);
      } else if (!merge || name.isEmpty() || name.charAt(name.length() - 1) != '_') {
        name.append('_');
      }
    }
    return name.toString();
  }

  private static boolean isLetter(char next) {
    return (next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'Z');
  }

  private static boolean isDigit(char next) {
    return next >= '0' && next <= '9';
  }
}
