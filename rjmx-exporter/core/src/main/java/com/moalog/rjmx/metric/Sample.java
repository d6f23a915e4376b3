package com.moalog.rjmx.metric;

import java.util.List;

/** The value of a series now. */
public record Sample(Series series, double value) {

  /** A sample that no rule made. */
  public static Sample of(String name, MetricType type, double value, Label... labels) {
    return new Sample(Series.of(name, type, "", List.of(labels), ""), value);
  }
}
