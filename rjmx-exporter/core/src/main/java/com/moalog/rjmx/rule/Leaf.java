package com.moalog.rjmx.rule;

import java.util.ArrayList;
import java.util.List;

/**
 * One number or text below an MBean.
 *
 * @param path the attribute, then the keys of composite values
 * @param value as text, for patterns and templates that look at it
 * @param description what the MBean says about the attribute, empty for no more than its name
 */
public record Leaf(Bean bean, List<String> path, String value, String description) {

  public Leaf {
    path = List.copyOf(path);
  }

  String attribute() {
    return path.getFirst();
  }

  String last() {
    return path.getLast();
  }

  /** The first spelling that patterns are tried on. */
  public String candidate() {
    return Candidates.of(Dialect.RJMX, this).getFirst().text();
  }

  /** The leaf with the last part of its path spelled in small letters and underscores. */
  Leaf inSnakeCase() {
    List<String> snake = path.subList(0, path.size() - 1);
    List<String> all = new ArrayList<>(snake);
    all.add(SnakeCase.of(last()));
    return new Leaf(bean, all, value, description);
  }
}
