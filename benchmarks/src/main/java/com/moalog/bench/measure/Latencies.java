package com.moalog.bench.measure;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** Times of single operations, kept to three digits. Thread-safe. */
public final class Latencies {

  private static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(2);
  private static final int DIGITS = 3;
  private static final double NANOS_PER_MILLI = 1_000_000;

  private final Histogram histogram = new ConcurrentHistogram(LONGEST_NANOS, DIGITS);

  /** Adds one operation; anything over two minutes counts as two minutes. */
  public void record(long nanos) {
    histogram.recordValue(Math.clamp(nanos, 0, LONGEST_NANOS));
  }

  public long count() {
    return histogram.getTotalCount();
  }

  /** The time that this share of the operations did not exceed; 0 when there were none. */
  public double percentileMillis(double percentile) {
    return histogram.getValueAtPercentile(percentile) / NANOS_PER_MILLI;
  }

  public double maxMillis() {
    return histogram.getMaxValue() / NANOS_PER_MILLI;
  }

  public double meanMillis() {
    return histogram.getMean() / NANOS_PER_MILLI;
  }
}
