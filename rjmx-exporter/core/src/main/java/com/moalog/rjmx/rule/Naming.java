package com.moalog.rjmx.rule;

import com.moalog.rjmx.metric.MetricType;
import com.moalog.rjmx.metric.Names;
import com.moalog.rjmx.text.Letters;
import java.util.List;

/**
 * How the names of series are made.
 *
 * @param originalCase emit a name in its own case too when lower case changed it
 */
public record Naming(
    Dialect dialect,
    boolean lowerCaseNames,
    boolean lowerCaseLabels,
    boolean originalCase,
    Counters counters) {

  /**
   * What is special about counters.
   *
   * @param totalSuffix let the name of each counter end in {@code _total}
   * @param inferred a name that ends in {@code _total} makes a counter
   */
  public record Counters(boolean totalSuffix, boolean inferred) {}

  /** The names of one series: one, or two that differ in case; none when nothing is left. */
  List<String> metric(String raw, MetricType type) {
    String clean = dialect == Dialect.RJMX ? Names.metric(raw) : Names.mergedMetric(raw);
    if (clean.isEmpty()) {
      return List.of();
    }
    boolean suffix =
        counters.totalSuffix() && type == MetricType.COUNTER && !clean.endsWith("_total");
    String name = suffix ? clean + "_total" : clean;
    String lower = lowerCaseNames ? Letters.lower(name) : name;
    return originalCase && !lower.equals(name) ? List.of(lower, name) : List.of(lower);
  }

  String label(String raw) {
    String clean = dialect == Dialect.RJMX ? Names.label(raw) : Names.mergedLabel(raw);
    return lowerCaseLabels ? Letters.lower(clean) : clean;
  }

  /** The type a rule's series has: as written, or by its name where that is asked for. */
  MetricType type(MetricType written, String name) {
    boolean counter =
        counters.inferred() && written == MetricType.UNTYPED && name.endsWith("_total");
    return counter ? MetricType.COUNTER : written;
  }
}
