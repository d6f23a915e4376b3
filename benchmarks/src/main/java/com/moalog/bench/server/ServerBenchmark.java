package com.moalog.bench.server;

import com.moalog.bench.measure.Benchmark;
import com.moalog.bench.measure.Effort;
import com.moalog.bench.measure.ProcessUse;
import com.moalog.bench.measure.Table;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** moalog-server under the original's load scripts and at its limit, with and without limiter. */
public final class ServerBenchmark implements Benchmark {

  @Override
  public String name() {
    return "moalog-server";
  }

  @Override
  public String purpose() {
    return "the server under baseline and mixed traffic and at its limit, rate limiter on and off";
  }

  @Override
  public void run(Effort effort, PrintStream out) throws IOException, InterruptedException {
    out.println("starting MySQL, Redis, PostgreSQL, rate-limiter, fluxpay-engine, 3 servers");
    try (Platform platform = Platform.start()) {
      List<Case> cases = cases(platform);
      for (Case each : cases.reversed()) {
        each.warmUp(effort.warmUp());
      }
      for (int round = 0; round < effort.rounds(); round++) {
        out.printf("round %d of %d, %d cases%n", round + 1, effort.rounds(), cases.size());
        for (Case each : cases) {
          each.measure(effort.measured());
        }
      }
      print(cases, out);
      out.println();
      print(platform, out);
    }
  }

  /** All but the last are people, so the last warms the server up for them. */
  private static List<Case> cases(Platform platform) {
    List<Case> cases = new ArrayList<>();
    for (Traffic traffic : List.of(Traffic.BASELINE, Traffic.MIXED)) {
      for (Platform.Server server : platform.servers().subList(0, 2)) {
        cases.add(new Case(traffic, platform, server));
      }
    }
    for (Platform.Server server : platform.servers()) {
      cases.add(new Case(Traffic.SATURATION, platform, server));
    }
    return cases;
  }

  private static void print(List<Case> cases, PrintStream out) {
    Table table =
        new Table(
            "Traffic",
            "limiter",
            "req/s",
            "p50 ms",
            "p95 ms",
            "p99 ms",
            "errors %",
            "own CPU us",
            "MySQL CPU us",
            "limiter CPU us");
    for (Case each : cases) {
      Figures median = each.median();
      table.row(
          each.name(),
          each.limiter(),
          median.outcome().perSecond(),
          median.percentile(50),
          median.p95Millis(),
          median.percentile(99),
          each.errorPercent(),
          median.ownMicros(),
          median.mysqlMicros(),
          median.limitMicros());
    }
    table.print(out);
  }

  private static void print(Platform platform, PrintStream out) throws IOException {
    Table table = new Table("Server, limiter", "start to healthy ms", "resident MiB after all");
    for (Platform.Server server : platform.servers()) {
      long kib = ProcessUse.of(server.process().pid()).residentKib();
      table.row(server.limiter(), server.startMillis(), kib / 1_024);
    }
    table.print(out);
  }
}
