package com.moalog.bench.rjmx;

import com.moalog.bench.measure.Benchmark;
import com.moalog.bench.measure.Effort;
import com.moalog.bench.measure.Table;
import java.io.IOException;
import java.io.PrintStream;

/** The ways from one JVM's MBeans to Prometheus, side by side. */
public final class RjmxBenchmark implements Benchmark {

  @Override
  public String name() {
    return "rjmx";
  }

  @Override
  public String purpose() {
    return "one JVM read by the native exporter, its JVM build, jmx_exporter: memory, start, CPU";
  }

  @Override
  public void run(Effort effort, PrintStream out) throws IOException, InterruptedException {
    Amount amount = Amount.of(effort);
    Comparison comparison = new Comparison(Programs.prepare(), amount, out);
    Comparison.Result result = comparison.measure();
    out.println();
    out.printf("one JVM, %d series of the same rules in each scrape%n%n", result.series());
    each(result).print(out);
    out.println();
    whole(result).print(out);
    out.println();
    targets(result).print(out);
    out.println();
    LongRun.of(comparison, amount, out).print(out);
  }

  private static Table each(Comparison.Result result) throws IOException {
    Table table =
        new Table(
            "what",
            "idle MB",
            "scrapes",
            "MB after",
            "first answer ms",
            "CPU to it ms",
            "scrape p50 ms",
            "p99 ms",
            "own p50 ms",
            "p99 ms",
            "CPU ms/scrape",
            "size MB");
    for (Measured process : result.processes()) {
      Scrapes scrapes = process.scrapes();
      table.row(
          process.exporter().name(),
          process.idleMegabytes(),
          scrapes.count(),
          scrapes.megabytes(),
          process.start().millis(),
          process.start().cpuMillis(),
          scrapes.whole().percentileMillis(50),
          scrapes.whole().percentileMillis(99),
          scrapes.own().each().percentileMillis(50),
          scrapes.own().each().percentileMillis(99),
          scrapes.cpuMillis(),
          process.exporter().sizeMegabytes());
    }
    for (InApp inApp : result.inApp()) {
      table.row(
          "in the application: " + inApp.name(),
          signed(inApp.memory().idle()),
          inApp.scrapes().count(),
          signed(inApp.memory().after()),
          "",
          "",
          inApp.answers() ? inApp.scrapes().whole().percentileMillis(50) : "",
          inApp.answers() ? inApp.scrapes().whole().percentileMillis(99) : "",
          inApp.scrapes().inApp().each().percentileMillis(50),
          inApp.scrapes().inApp().each().percentileMillis(99),
          inApp.scrapes().cpuInAppMillis(),
          inApp.sizeMegabytes() > 0 ? inApp.sizeMegabytes() : "");
    }
    return table;
  }

  private static Table whole(Comparison.Result result) {
    Table table =
        new Table(
            "a JVM that is watched by", "MB more in it", "MB beside it", "MB", "CPU ms/scrape");
    for (Comparison.Sum sum : result.sums()) {
      table.row(sum.name(), sum.inApp(), sum.beside(), sum.inApp() + sum.beside(), sum.cpuMillis());
    }
    return table;
  }

  private static Table targets(Comparison.Result result) {
    Measured binary = result.processes().get(1);
    Table table = new Table(binary.exporter().name(), "seen", "target", "met");
    double megabytes = binary.scrapes().megabytes();
    String scrapes = "%,d".formatted(binary.scrapes().count());
    target(table, "memory after " + scrapes + " scrapes, MB", megabytes, 4);
    target(
        table,
        "start to first answer, median of " + binary.starts() + ", ms",
        binary.start().millis(),
        30);
    target(table, "own CPU for a scrape, ms", binary.scrapes().cpuMillis(), 2);
    return table;
  }

  private static void target(Table table, String what, double seen, int most) {
    table.row(what, seen, "<= " + most, seen <= most ? "yes" : "no");
  }

  private static String signed(double megabytes) {
    return (megabytes < 0 ? "" : "+") + "%.1f".formatted(megabytes);
  }

  static double megabytes(long kib) {
    return kib / 1_024.0;
  }
}
