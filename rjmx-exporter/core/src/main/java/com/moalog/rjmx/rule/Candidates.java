package com.moalog.rjmx.rule;

import com.moalog.rjmx.objectname.Property;
import com.moalog.rjmx.rule.Bean.Order;
import java.util.ArrayList;
import java.util.List;

/** The spellings of an attribute that a rule's pattern is tried on, in their order. */
final class Candidates {

  private static final Order[] ORDERS = {Order.DECLARED, Order.TYPE_FIRST, Order.ALPHABETICAL};

  private final List<Candidate> found = new ArrayList<>();

  private Candidates() {}

  static List<Candidate> of(Dialect dialect, Leaf leaf) {
    Candidates candidates = new Candidates();
    switch (dialect) {
      case JMX_EXPORTER -> candidates.add("J", joined(leaf, Order.DECLARED, ", "), true);
      case RJMX -> candidates.rjmx(leaf);
    }
    return candidates.found;
  }

  /** The match string of jmx_exporter, without the value. */
  static String joined(Leaf leaf, Order order, String separator) {
    List<String> path = leaf.path();
    return leaf.bean().domain()
        + "<"
        + leaf.bean().text(order, separator)
        + "><"
        + String.join(", ", path.subList(0, path.size() - 1))
        + ">"
        + leaf.last();
  }

  private void rjmx(Leaf leaf) {
    List<String> path = leaf.path();
    for (Order order : ORDERS) {
      add("R1", head(leaf, order) + firstForm(path), false);
    }
    if (path.size() > 1) {
      for (Order order : ORDERS) {
        add("R2", head(leaf, order) + brackets(path), false);
      }
    }
    for (Order order : ORDERS) {
      add("J", joined(leaf, order, ", "), true);
    }
    for (Order order : ORDERS) {
      add("J'", joined(leaf, order, ","), true);
    }
    add("R0", sortedBrackets(leaf) + brackets(path), false);
  }

  private static String head(Leaf leaf, Order order) {
    return leaf.bean().domain() + "<" + leaf.bean().text(order, ",") + ">";
  }

  private static String firstForm(List<String> path) {
    if (path.size() == 1) {
      return "<" + path.getFirst() + ">";
    }
    return brackets(path.subList(0, path.size() - 1)) + path.getLast();
  }

  private static String brackets(List<String> path) {
    StringBuilder text = new StringBuilder();
    for (String key : path) {
      text.append('<').append(key).append('>');
    }
    return text.toString();
  }

  private static String sortedBrackets(Leaf leaf) {
    List<String> properties = new ArrayList<>();
    for (Property property : leaf.bean().properties()) {
      properties.add(property.toString());
    }
    properties.sort(null);
    return leaf.bean().domain() + brackets(properties);
  }

  private void add(String form, String text, boolean endsWithValue) {
    for (Candidate known : found) {
      if (known.text().equals(text) && known.endsWithValue() == endsWithValue) {
        return;
      }
    }
    found.add(new Candidate(form, text, endsWithValue));
  }
}
