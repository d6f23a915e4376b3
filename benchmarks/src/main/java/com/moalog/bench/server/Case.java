package com.moalog.bench.server;

import com.moalog.bench.measure.HttpLoad;
import com.moalog.bench.measure.Median;
import com.moalog.bench.measure.ProcessUse;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One traffic towards one server, measured round after round. Not thread-safe. */
final class Case {

  private final Traffic traffic;
  private final Platform platform;
  private final Platform.Server server;
  private final List<Figures> rounds = new ArrayList<>();

  Case(Traffic traffic, Platform platform, Platform.Server server) {
    this.traffic = traffic;
    this.platform = platform;
    this.server = server;
  }

  String name() {
    return traffic.name() + ", " + traffic.connections() + " users";
  }

  String limiter() {
    return server.limiter();
  }

  /** Load that is not measured. */
  void warmUp(Duration length) throws IOException, InterruptedException {
    load(length);
  }

  /** Measures once more. */
  void measure(Duration length) throws IOException, InterruptedException {
    ProcessUse own = ProcessUse.of(server.process().pid());
    ProcessUse mysql = ProcessUse.of(platform.mysql().pid());
    ProcessUse limiter = ProcessUse.of(platform.limiter().pid());
    HttpLoad.Outcome outcome = load(length);
    long count = outcome.latencies().count();
    rounds.add(
        new Figures(
            outcome,
            ProcessUse.of(server.process().pid()).microsPerOperation(own, count),
            ProcessUse.of(platform.mysql().pid()).microsPerOperation(mysql, count),
            ProcessUse.of(platform.limiter().pid()).microsPerOperation(limiter, count)));
  }

  private HttpLoad.Outcome load(Duration length) throws IOException, InterruptedException {
    HttpLoad load = new HttpLoad(server.process().server().port(), traffic.connections());
    HttpLoad.Outcome outcome = load.run(length, traffic.script(platform.token()));
    if (outcome.count(200) == 0) {
      throw new IOException(name() + ": no success, only " + outcome.statuses());
    }
    return outcome;
  }

  /** The round with the middle p95. */
  Figures median() {
    return Median.by(Figures::p95Millis, rounds);
  }

  /** Of all rounds, in percent. */
  double errorPercent() {
    long errors = rounds.stream().mapToLong(each -> Traffic.errors(each.outcome())).sum();
    long all = rounds.stream().mapToLong(each -> each.outcome().latencies().count()).sum();
    return all == 0 ? 0 : 100.0 * errors / all;
  }
}
