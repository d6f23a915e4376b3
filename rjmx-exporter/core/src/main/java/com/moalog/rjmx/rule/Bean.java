package com.moalog.rjmx.rule;

import com.moalog.rjmx.objectname.ObjectName;
import com.moalog.rjmx.objectname.Property;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * An MBean as rules see it.
 *
 * @param properties in the order in which the target declared them
 */
public record Bean(ObjectName name, String domain, List<Property> properties) {

  public static Bean of(ObjectName name) {
    return new Bean(name, name.domain(), name.properties());
  }

  /** This bean with the index columns of a table; a column that is taken gets an underscore. */
  public Bean with(String column, String value) {
    String key = column;
    while (has(key)) {
      key = key + "_";
    }
    List<Property> more = new ArrayList<>(properties);
    more.add(new Property(key, value));
    return new Bean(name, domain, List.copyOf(more));
  }

  private boolean has(String key) {
    return properties.stream().anyMatch(property -> property.key().equals(key));
  }

  String value(String key) {
    for (Property property : properties) {
      if (property.key().equals(key)) {
        return property.value();
      }
    }
    return "null";
  }

  /** The properties as {@code k=v} in one of the orders, joined. */
  String text(Order order, String separator) {
    StringBuilder text = new StringBuilder();
    for (Property property : sorted(order)) {
      text.append(text.isEmpty() ? "" : separator);
      text.append(property.key()).append('=').append(property.value());
    }
    return text.toString();
  }

  /** The orders of properties that patterns are written in. */
  enum Order {
    DECLARED,
    TYPE_FIRST,
    ALPHABETICAL
  }

  private List<Property> sorted(Order order) {
    if (order == Order.DECLARED) {
      return properties;
    }
    List<Property> sorted = new ArrayList<>(properties);
    sorted.sort(
        order == Order.ALPHABETICAL
            ? Comparator.comparing(Property::key)
            : Comparator.comparingInt(Bean::rank));
    return sorted;
  }

  private static int rank(Property property) {
    return switch (property.key()) {
      case "type" -> 0;
      case "name" -> 1;
      default -> 2;
    };
  }
}
