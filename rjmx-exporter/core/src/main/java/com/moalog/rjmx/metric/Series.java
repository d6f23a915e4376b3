package com.moalog.rjmx.metric;

import com.moalog.rjmx.text.Bytes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * One series without its value.
 *
 * @param help empty for none
 * @param labels as they are written; once, since the same series comes every time
 * @param origin the match string of the attribute, for telling duplicates apart
 */
public record Series(String name, MetricType type, String help, String labels, String origin) {

  /** A series of rules; of two labels with the same name the first one stays. */
  public static Series of(
      String name, MetricType type, String help, List<Label> labels, String origin) {
    return new Series(name, type, help, text(labels), origin);
  }

  private static String text(List<Label> labels) {
    List<Label> sorted = new ArrayList<>();
    for (Label label : labels) {
      if (sorted.stream().noneMatch(other -> other.name().equals(label.name()))) {
        sorted.add(label);
      }
    }
    sorted.sort(Comparator.comparing(Label::name));
    StringBuilder text = new StringBuilder();
    for (Label label : sorted) {
      text.append(text.isEmpty() ? "" : ",").append(pair(label.name(), label.value()));
    }
    return text.toString();
  }

  static String pair(String name, String value) {
    return name + "=\"" + escaped(value) + "\"";
  }

  private static String escaped(String value) {
    if (value.indexOf('\\') < 0 && value.indexOf('"') < 0 && value.indexOf('\n') < 0) {
      return value;
    }
    return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }

  /** The same series with one label more in front, unless it has one of that name. */
  public Series with(String label, String value) {
    if (hasLabel(label + "=\"")) {
      return this;
    }
    String more = labels.isEmpty() ? "" : "," + labels;
    return new Series(name, type, help, pair(label, value) + more, origin);
  }

  /** Looks at the names alone: a value may look like a label. */
  private boolean hasLabel(String start) {
    int at = 0;
    while (at < labels.length()) {
      if (labels.startsWith(start, at)) {
        return true;
      }
      at = labels.indexOf('"', at) + 1;
      while (labels.charAt(at) != '"') {
        at += labels.charAt(at) == '\\' ? 2 : 1;
      }
      at += "\",".length();
    }
    return false;
  }

  void write(Bytes target) {
    target.add(name);
    if (!labels.isEmpty()) {
      target.add('{').add(labels).add('}');
    }
    target.add(' ');
  }
}
