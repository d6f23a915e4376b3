package com.moalog.rjmx.jolokia;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts the value of one attribute together. Arrays are walked over and not kept. */
final class ValueBuilder {

  private static final int PART_LIMIT = 20_000;

  private final List<Open> open = new ArrayList<>();
  private int arrays;
  private int parts;

  /** A composite value that is not complete. */
  private static final class Open {
    private final List<String> keys = new ArrayList<>();
    private final List<Value> values = new ArrayList<>();
    private String key = "";
  }

  void begin() {
    open.clear();
    arrays = 0;
    parts = 0;
  }

  /** Whether the value has more parts than are kept. */
  boolean isTooLarge() {
    return parts > PART_LIMIT;
  }

  void startObject() {
    if (arrays == 0) {
      open.add(new Open());
    } else {
      arrays++;
    }
  }

  void startArray() {
    arrays++;
  }

  void key(String name) {
    if (arrays == 0) {
      open.getLast().key = name;
    }
  }

  /**
   * A container has ended.
   *
   * @return the attribute's value when it is complete, else null
   */
  @Nullable Value end() {
    if (arrays > 0) {
      arrays--;
      return arrays == 0 ? add(new Value.Items()) : null;
    }
    Open done = open.removeLast();
    return add(new Value.Composite(done.keys, done.values));
  }

  /** A part has come; the result is as in {@link #end}. */
  @Nullable Value add(Value value) {
    if (arrays > 0) {
      return null;
    }
    if (open.isEmpty()) {
      return value;
    }
    if (++parts <= PART_LIMIT) {
      open.getLast().keys.add(open.getLast().key);
      open.getLast().values.add(value);
    }
    return null;
  }
}
