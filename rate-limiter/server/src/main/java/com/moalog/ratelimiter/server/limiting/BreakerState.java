package com.moalog.ratelimiter.server.limiting;

import java.util.Locale;

/** Whether Redis is asked at present. */
public enum BreakerState {
  /** Every question is asked. */
  CLOSED(0),
  /** Redis answered a probe; one more and it is asked again. */
  HALF_OPEN(1),
  /** Redis is only probed in the background. */
  OPEN(2);

  private final int metricValue;

  BreakerState(int metricValue) {
    this.metricValue = metricValue;
  }

  /** How the metric writes this state. */
  int metricValue() {
    return metricValue;
  }

  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
