package com.moalog.server.breaker;

import java.util.Locale;

/** Whether calls go through. */
public enum BreakerState {
  /** Calls go through. */
  CLOSED,
  /** No call goes through. */
  OPEN,
  /** One call goes through to find out. */
  HALF_OPEN;

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
