package com.moalog.rjmx.scrape;

import com.moalog.rjmx.rule.Bean;
import com.moalog.rjmx.rule.Outcome;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what the rules made of each leaf, so that a scrape like the last one runs no pattern.
 * Bounded: when it is full, further leaves are matched anew each time. Not thread-safe.
 */
final class SpotCache {

  /** Leaves that are remembered. */
  static final int LIMIT = 20_000;

  private final Map<String, BeanSpot> beans = new HashMap<>();
  private int size;

  /** What is known about an MBean; {@code bean} is null for one that is not exported. */
  static final class BeanSpot {
    final @Nullable Bean bean;
    final Map<String, Spot> attributes = new HashMap<>();

    BeanSpot(@Nullable Bean bean) {
      this.bean = bean;
    }
  }

  /** What is known about a leaf or a branch. */
  static final class Spot {
    final Map<String, Spot> below = new HashMap<>(2);
    @Nullable Outcome outcome;
    boolean skipped;
  }

  @Nullable BeanSpot bean(String name) {
    return beans.get(name);
  }

  BeanSpot add(String name, BeanSpot bean) {
    if (size < LIMIT) {
      size++;
      beans.put(name, bean);
    }
    return bean;
  }

  /** The spot below a place; made when it is new. */
  Spot spot(Map<String, Spot> place, String key) {
    Spot known = place.get(key);
    if (known != null) {
      return known;
    }
    Spot fresh = new Spot();
    if (size < LIMIT) {
      size++;
      place.put(key, fresh);
    }
    return fresh;
  }

  int size() {
    return size;
  }

  int beans() {
    return beans.size();
  }
}
