package com.moalog.bench.rjmx;

import com.moalog.bench.measure.ProcessUse;
import com.moalog.bench.measure.Table;
import com.moalog.local.servers.RunningServer;
import java.io.IOException;
import java.io.PrintStream;

/** Whether the native binary grows, and whether it can live in little memory. Stateless. */
final class LongRun {

  private static final int WARM_UP = 200;
  private static final long MOST_GROWTH_KIB = 200;
  private static final long LIMIT_MIB = 16;
  private static final long BYTES_PER_MIB = 1_024 * 1_024;

  private LongRun() {}

  static Table of(Comparison comparison, Amount amount, PrintStream out)
      throws IOException, InterruptedException {
    Table table = new Table("native binary", "seen", "target", "met");
    try (RunningServer<WatchedJvm> app = comparison.app(WatchedJvm.Way.JOLOKIA)) {
      Exporter binary = Exporter.binary(comparison.programs(), app.server().port());
      growth(table, binary, app.pid(), amount.longRun(), out);
      peak(table, binary, app.pid(), amount.scrapes(), out);
    }
    return table;
  }

  private static void growth(
      Table table, Exporter binary, long appPid, int scrapes, PrintStream out) throws IOException {
    out.printf("%,d scrapes of one native process%n", scrapes);
    try (RunningExporter exporter = RunningExporter.start(binary)) {
      Scrapes.of(exporter.port(), exporter.pid(), appPid, WARM_UP, out);
      long before = ProcessUse.of(exporter.pid()).residentKib();
      Scrapes.of(exporter.port(), exporter.pid(), appPid, scrapes, out);
      long growth = ProcessUse.of(exporter.pid()).residentKib() - before;
      table.row(
          "growth over %,d scrapes, kB".formatted(scrapes),
          growth,
          "< " + MOST_GROWTH_KIB,
          growth < MOST_GROWTH_KIB ? "yes" : "no");
    }
  }

  private static void peak(Table table, Exporter binary, long appPid, int scrapes, PrintStream out)
      throws IOException {
    String what = "most memory inside a control group of " + LIMIT_MIB + " MiB, kB";
    String target = "< " + LIMIT_MIB * 1_024;
    MemoryLimit limit;
    try {
      limit = MemoryLimit.of(LIMIT_MIB * BYTES_PER_MIB);
    } catch (IOException refused) {
      out.println("no control group can be made here: " + refused.getMessage());
      table.row(what, "not possible here", target, "");
      return;
    }
    try (limit) {
      try (RunningExporter exporter = RunningExporter.start(binary, limit.launcher())) {
        Scrapes.of(exporter.port(), exporter.pid(), appPid, scrapes, out);
      }
      long peak = limit.peakBytes() / 1_024;
      table.row(what, peak, target, peak < LIMIT_MIB * 1_024 ? "yes" : "no");
    }
  }
}
