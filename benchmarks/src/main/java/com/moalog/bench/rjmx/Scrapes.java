package com.moalog.bench.rjmx;

import com.moalog.bench.measure.HttpConnection;
import com.moalog.bench.measure.HttpRequestBytes;
import com.moalog.bench.measure.Latencies;
import com.moalog.bench.measure.ProcessUse;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Map;

/**
 * Many scrapes one after another on one connection: what they took.
 *
 * @param whole from the request to the end of the answer, the time of the target included
 * @param own of the process that answers
 * @param inApp of the watched application
 */
record Scrapes(int count, Latencies whole, Work own, Work inApp) {

  private static final int LINES_OF_PROGRESS = 5;
  private static final int WARM_UP = 10;
  private static final double MICROS_PER_MILLI = 1_000;

  /**
   * Work of one process.
   *
   * @param each processor time for each scrape
   * @param before use before all of them
   * @param after use after all of them
   */
  record Work(Latencies each, ProcessUse before, ProcessUse after) {

    double cpuMillis(int count) {
      return after.microsPerOperation(before, count) / MICROS_PER_MILLI;
    }
  }

  /** Scrapes; progress goes to {@code out}. */
  static Scrapes of(int port, long pid, long appPid, int count, PrintStream out)
      throws IOException {
    byte[] request = HttpRequestBytes.of("GET", "/metrics", Map.of("Accept-Encoding", "gzip"));
    Latencies whole = new Latencies();
    Latencies own = new Latencies();
    Latencies inApp = new Latencies();
    try (HttpConnection connection = new HttpConnection(port)) {
      for (int i = 0; i < WARM_UP; i++) {
        scrape(connection, request);
      }
      ProcessUse before = ProcessUse.of(pid);
      ProcessUse appBefore = ProcessUse.of(appPid);
      for (int i = 1; i <= count; i++) {
        long ownBefore = ProcessorTime.nanos(pid);
        long inAppBefore = ProcessorTime.nanos(appPid);
        long began = System.nanoTime();
        scrape(connection, request);
        whole.record(System.nanoTime() - began);
        own.record(ProcessorTime.nanos(pid) - ownBefore);
        inApp.record(ProcessorTime.nanos(appPid) - inAppBefore);
        if (i % Math.max(1, count / LINES_OF_PROGRESS) == 0) {
          out.printf("  %,d of %,d scrapes, %,d kB%n", i, count, ProcessUse.of(pid).residentKib());
        }
      }
      Work ownWork = new Work(own, before, ProcessUse.of(pid));
      Work workInApp = new Work(inApp, appBefore, ProcessUse.of(appPid));
      return new Scrapes(count, whole, ownWork, workInApp);
    }
  }

  private static void scrape(HttpConnection connection, byte[] request) throws IOException {
    int status = connection.exchange(request);
    if (status != 200) {
      throw new IOException("a scrape was answered with " + status);
    }
  }

  double cpuMillis() {
    return own.cpuMillis(count);
  }

  double cpuInAppMillis() {
    return inApp.cpuMillis(count);
  }

  /** Resident memory of the process that answers, after all of them, in megabytes. */
  double megabytes() {
    return RjmxBenchmark.megabytes(own.after().residentKib());
  }
}
