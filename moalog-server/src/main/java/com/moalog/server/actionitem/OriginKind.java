package com.moalog.server.actionitem;

import java.util.Locale;
import java.util.Optional;

/** What an action item grew out of. */
enum OriginKind {
  /** An answer of the retrospect. */
  ANSWER,
  /** A mission that the analysis proposed. */
  MISSION,
  /** The talk about the retrospect. */
  RETROSPECT;

  /** The kind of that name, whatever its letter case. */
  static Optional<OriginKind> named(String name) {
    for (OriginKind kind : values()) {
      if (kind.name().equals(name.toUpperCase(Locale.ROOT))) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }
}
