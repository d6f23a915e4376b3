package com.moalog.ratelimiter.core.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What answers while Redis cannot decide. */
public enum FailMode {
  /** Everything is allowed. */
  OPEN,
  /** Each instance limits by itself, in memory. */
  LOCAL,
  /** Nothing is decided: the caller is told to come back. */
  CLOSED;

  /** The mode of a name in lower case, as the configuration writes it. */
  public static Optional<FailMode> named(String name) {
    return Arrays.stream(values()).filter(mode -> mode.text().equals(name)).findFirst();
  }

  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
