package com.moalog.rjmx.jolokia;

import java.util.ArrayList;
import java.util.List;

/**
 * Understands what an agent lists: domains, in them MBeans, in them {@code attr}, in it attributes
 * with type and description. Everything else is walked over. Not thread-safe.
 */
final class ListingReader {

  private static final int DOMAIN = 0;
  private static final int BEAN = 1;
  private static final int SECTION = 2;
  private static final int ATTRIBUTE = 3;
  private static final int FACT = 4;

  private final AnswerListener listener;
  private final List<String> path = new ArrayList<>();
  private int base;
  private int depth;
  private int arrays;
  private String type = "";
  private String description = "";

  ListingReader(AnswerListener listener) {
    this.listener = listener;
  }

  /** The value begins with its first object. */
  void begin(String domain) {
    path.clear();
    if (!domain.isEmpty()) {
      path.add(domain);
    }
    base = path.size();
    depth = 0;
    arrays = 0;
    startObject();
  }

  void startObject() {
    depth++;
    if (level() == FACT) {
      type = "";
      description = "";
    }
  }

  /** Returns whether the value is complete. */
  boolean endObject() {
    if (level() == FACT && path.get(SECTION).equals("attr")) {
      listener.described(
          path.get(DOMAIN) + ":" + path.get(BEAN),
          new AttributeDescription(path.get(ATTRIBUTE), type, description));
    }
    return --depth == 0;
  }

  void startArray() {
    arrays++;
  }

  void endArray() {
    arrays--;
  }

  void key(String name) {
    while (path.size() > level()) {
      path.removeLast();
    }
    path.add(name);
  }

  void string(String text) {
    if (arrays == 0 && level() == FACT && path.size() == FACT + 1) {
      switch (path.get(FACT)) {
        case "type" -> type = text;
        case "desc" -> description = text;
        default -> {}
      }
    }
  }

  /** Where in the path the keys of the innermost open object stand. */
  private int level() {
    return base + depth - 1;
  }
}
