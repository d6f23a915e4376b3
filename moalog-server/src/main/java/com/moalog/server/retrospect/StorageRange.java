package com.moalog.server.retrospect;

import java.time.LocalDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How far back a member's own archive is shown. */
enum StorageRange {
  ALL("ALL", null),
  THREE_MONTHS("3_MONTHS", 90),
  SIX_MONTHS("6_MONTHS", 180),
  ONE_YEAR("1_YEAR", 365);

  /** Before the product existed. */
  private static final LocalDateTime BEGINNING = LocalDateTime.of(2000, 1, 1, 0, 0);

  private final String wireName;
  private final @Nullable Integer days;

  StorageRange(String wireName, @Nullable Integer days) {
    this.wireName = wireName;
    this.days = days;
  }

  /** The range of that name; the letter case matters. */
  static Optional<StorageRange> named(String name) {
    for (StorageRange range : values()) {
      if (range.wireName.equals(name)) {
        return Optional.of(range);
      }
    }
    return Optional.empty();
  }

  /** The earliest time that is shown. */
  LocalDateTime begin(LocalDateTime now) {
    return days == null ? BEGINNING : now.minusDays(days);
  }
}
