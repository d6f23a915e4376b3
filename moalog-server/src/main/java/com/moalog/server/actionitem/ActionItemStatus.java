package com.moalog.server.actionitem;

import java.util.Locale;
import java.util.Optional;

/** What became of an action item. */
enum ActionItemStatus {
  OPEN,
  DONE,
  DROPPED;

  /** The status of that name, whatever its letter case. */
  static Optional<ActionItemStatus> named(String name) {
    for (ActionItemStatus status : values()) {
      if (status.name().equals(name.toUpperCase(Locale.ROOT))) {
        return Optional.of(status);
      }
    }
    return Optional.empty();
  }
}
