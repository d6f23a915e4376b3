package com.moalog.rjmx.rule;

import java.util.Locale;

/** {@code ThreadCount} as {@code thread_count}, as jmx_exporter spells it. */
final class SnakeCase {

  private SnakeCase() {}

  static String of(String name) {
    if (name.isEmpty()) {
      return name;
    }
    StringBuilder snake = new StringBuilder(name.length() + 4);
    boolean joined = true;
    for (int i = 0; i < name.length(); i++) {
      char next = name.charAt(i);
      boolean upper = Character.isUpperCase(next);
      if (upper && !joined) {
        snake.append('_');
      }
      snake.append(next);
      joined = upper || next == '_';
    }
    return snake.toString().toLowerCase(Locale.ROOT);
  }
}
