package com.moalog.rjmx.metric;

import com.moalog.rjmx.text.Bytes;
import com.moalog.rjmx.text.DecimalWriter;

/** Counts durations in the buckets that scrapes are measured with. Not thread-safe. */
public final class Histogram {

  private static final double[] BOUNDS = {0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10};

  private final long[] counts = new long[BOUNDS.length + 1];
  private long sumMicros;

  /** Counts one duration. */
  public void record(long micros) {
    double seconds = micros / 1e6;
    int bucket = 0;
    while (bucket < BOUNDS.length && seconds > BOUNDS[bucket]) {
      bucket++;
    }
    counts[bucket]++;
    sumMicros += micros;
  }

  void write(String name, String labels, Bytes target) {
    long total = 0;
    for (int i = 0; i < counts.length; i++) {
      total += counts[i];
      String bound = i < BOUNDS.length ? DecimalWriter.text(BOUNDS[i]) : "+Inf";
      target.add(name).add("_bucket{").add(labels).add(",le=\"").add(bound).add("\"} ");
      target.add(Long.toString(total)).add('\n');
    }
    target.add(name).add("_sum{").add(labels).add("} ");
    DecimalWriter.write(sumMicros / 1e6, target);
    target.add('\n').add(name).add("_count{").add(labels).add("} ");
    target.add(Long.toString(total)).add('\n');
  }
}
