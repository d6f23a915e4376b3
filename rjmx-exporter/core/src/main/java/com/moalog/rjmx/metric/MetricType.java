package com.moalog.rjmx.metric;

import com.moalog.rjmx.text.Letters;

/** The types of the text format that rules can give. */
public enum MetricType {
  COUNTER,
  GAUGE,
  HISTOGRAM,
  UNTYPED;

  /** The word in the text format. */
  public String word() {
    return Letters.lower(name());
  }
}
