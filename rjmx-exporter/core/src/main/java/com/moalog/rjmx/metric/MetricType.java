package com.moalog.rjmx.metric;

import java.util.Locale;

/** The types of the text format that rules can give. */
public enum MetricType {
  COUNTER,
  GAUGE,
  HISTOGRAM,
  UNTYPED;

  /** The word in the text format. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
