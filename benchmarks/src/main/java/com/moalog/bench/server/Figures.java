package com.moalog.bench.server;

import com.moalog.bench.measure.HttpLoad;

/**
 * What one round of one case gave.
 *
 * @param ownMicros CPU of the server for each request; likewise the other two
 */
record Figures(HttpLoad.Outcome outcome, double ownMicros, double mysqlMicros, double limitMicros) {

  double p95Millis() {
    return outcome.latencies().percentileMillis(95);
  }

  double percentile(double percentile) {
    return outcome.latencies().percentileMillis(percentile);
  }
}
