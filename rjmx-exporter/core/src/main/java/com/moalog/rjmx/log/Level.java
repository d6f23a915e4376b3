package com.moalog.rjmx.log;

import java.util.Locale;
import java.util.Optional;

/** How much a line matters, from the least to the most. */
public enum Level {
  TRACE,
  DEBUG,
  INFO,
  WARN,
  ERROR;

  /** The level that a text names, in any case. */
  public static Optional<Level> named(String text) {
    for (Level level : values()) {
      if (level.name().equals(text.toUpperCase(Locale.ROOT))) {
        return Optional.of(level);
      }
    }
    return Optional.empty();
  }
}
