package com.moalog.ratelimiter.core.model;

import java.util.List;

/**
 * What a request is about, from the general to the particular: {@code path=/login, user=7}.
 *
 * @param entries at least one
 */
public record Descriptor(List<Entry> entries) {

  /**
   * One part of a descriptor.
   *
   * @param key not empty
   * @param value may be empty
   */
  public record Entry(String key, String value) {}

  public Descriptor {
    entries = List.copyOf(entries);
    if (entries.isEmpty()) {
      throw new IllegalArgumentException("a descriptor needs an entry");
    }
  }

  /** A text that no other descriptor has, by which its requests are counted. */
  public String text() {
    StringBuilder text = new StringBuilder();
    for (Entry entry : entries) {
      text.append(text.isEmpty() ? "" : "|");
      append(text, entry.key());
      text.append('_');
      append(text, entry.value());
    }
    return text.toString();
  }

  /** What separates is escaped, so that no value can pass for another descriptor. */
  private static void append(StringBuilder text, String part) {
    for (int i = 0; i < part.length(); i++) {
      char letter = part.charAt(i);
      if (letter == '|' || letter == '\\' || letter == '_') {
        text.append('\\');
      }
      text.append(letter);
    }
  }
}
