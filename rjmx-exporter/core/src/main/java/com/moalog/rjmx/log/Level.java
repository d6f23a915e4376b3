package com.moalog.rjmx.log;

import com.moalog.rjmx.text.Letters;
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
      if (Letters.same(level.name(), text)) {
        return Optional.of(level);
      }
    }
    return Optional.empty();
  }
}
