package com.moalog.rjmx.scrape;

import com.moalog.rjmx.jolokia.Read;
import com.moalog.rjmx.objectname.ObjectName;
import com.moalog.rjmx.rule.Bean;
import com.moalog.rjmx.rule.Outcome;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what the rules made of each leaf, so that a scrape like the last one runs no pattern.
 * Bounded: when it is full, further leaves are matched anew each time. Not thread-safe.
 */
final class SpotCache {

  /** Leaves that are remembered. */
  static final int LIMIT = 20_000;

  private final Map<String, BeanSpot> beans = new HashMap<>();

  /** Those that were asked for by their exact name, spelled as the configuration does. */
  private final List<BeanSpot> exact = new ArrayList<>(0);

  private int size;

  /** What is known about an MBean; {@code bean} is null for one that is not exported. */
  static final class BeanSpot {
    final @Nullable Bean bean;
    final Map<String, AttributeTypes.Type> types;
    final Map<String, Spot> attributes = new HashMap<>();
    final @Nullable Customized customized;

    /** Attributes that could not be read; null until there is one. */
    @Nullable Set<String> failed;

    /** What brought it last, and in which scrape. */
    @Nullable Read read;

    long round;

    BeanSpot(
        @Nullable Bean bean,
        Map<String, AttributeTypes.Type> types,
        @Nullable Customized customized) {
      this.bean = bean;
      this.types = types;
      this.customized = customized;
    }

    void fail(String attribute) {
      if (failed == null) {
        failed = new LinkedHashSet<>();
      }
      failed.add(attribute);
    }
  }

  /** What is known about a leaf or a branch. */
  static final class Spot {
    final Map<String, Spot> below = new HashMap<>(2);
    @Nullable Outcome outcome;
    boolean skipped;

    /** The scrape in which it came last, of an attribute; an {@code int} costs no memory here. */
    int round;
  }

  @Nullable BeanSpot bean(String name) {
    return beans.get(name);
  }

  BeanSpot add(String name, BeanSpot bean, boolean asExact) {
    if (size < LIMIT) {
      size++;
      beans.put(name, bean);
      if (asExact) {
        exact.add(bean);
      }
    }
    return bean;
  }

  /**
   * The MBean that is known under another spelling of its name. Patterns all get the agent's
   * spelling, so only an exact name can differ.
   */
  @Nullable BeanSpot sameAs(ObjectName name, boolean asExact) {
    Collection<BeanSpot> others = asExact ? beans.values() : exact;
    for (BeanSpot other : others) {
      Bean bean = other.bean;
      if (bean != null
          && bean.domain().equals(name.domain())
          && bean.name().canonical().equals(name.canonical())) {
        return other;
      }
    }
    return null;
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

  boolean isFull() {
    return size >= LIMIT;
  }

  int beans() {
    return beans.size();
  }

  Collection<BeanSpot> all() {
    return beans.values();
  }

  void forget() {
    beans.clear();
    exact.clear();
    size = 0;
  }
}
