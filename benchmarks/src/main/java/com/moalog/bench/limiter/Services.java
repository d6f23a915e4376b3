package com.moalog.bench.limiter;

import com.moalog.bench.measure.Effort;
import com.moalog.bench.measure.HttpLoad;
import com.moalog.bench.measure.HttpRequestBytes;
import com.moalog.bench.measure.Median;
import com.moalog.bench.measure.ProcessUse;
import com.moalog.bench.measure.Table;
import com.moalog.local.servers.RedisServer;
import com.moalog.local.servers.RunningServer;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** The service over HTTP, beside a twin on Spring WebFlux and beside nginx. */
final class Services {

  static final int CONNECTIONS = 64;

  /** What is measured: paths of one service. */
  private record Case(
      String name, Keys keys, long pid, int port, List<byte[]> requests, List<Measured> rounds) {

    Case(String name, Keys keys, RunningServer<?> service, IntFunction<String> path) {
      this(
          name, keys, service.pid(), service.server().port(), bytes(keys, path), new ArrayList<>());
    }

    private static List<byte[]> bytes(Keys keys, IntFunction<String> path) {
      return IntStream.range(0, keys.count())
          .mapToObj(key -> HttpRequestBytes.of("GET", path.apply(key), Map.of()))
          .toList();
    }

    Measured median() {
      return Median.by(Measured::ownMicros, rounds);
    }
  }

  private final RunningServer<RedisServer> redis;
  private final List<Case> cases = new ArrayList<>();

  Services(RunningServer<RedisServer> redis) {
    this.redis = redis;
  }

  /** Adds a case; the path is made from the number of the key. */
  void add(String name, Keys keys, RunningServer<?> service, IntFunction<String> path) {
    cases.add(new Case(name, keys, service, path));
  }

  /** Measures every case in turn, round after round, and prints the medians. */
  void measure(Effort effort, PrintStream out) throws IOException, InterruptedException {
    for (Case each : cases) {
      measure(each, effort.warmUp());
    }
    for (int round = 0; round < effort.rounds(); round++) {
      out.printf("services: round %d of %d, %d cases%n", round + 1, effort.rounds(), cases.size());
      for (Case each : cases) {
        each.rounds().add(measure(each, effort.measured().dividedBy(2)));
      }
    }
    print(out);
  }

  private Measured measure(Case each, Duration length) throws IOException, InterruptedException {
    HttpLoad load = new HttpLoad(each.port(), CONNECTIONS);
    ProcessUse ownBefore = ProcessUse.of(each.pid());
    ProcessUse redisBefore = ProcessUse.of(redis.pid());
    HttpLoad.Outcome outcome =
        load.run(length, (connection, turn) -> each.requests().get(each.keys().next()));
    long count = outcome.latencies().count();
    if (outcome.failures() > 0 || count == 0) {
      throw new IOException(each.name() + ": " + outcome.failures() + " connections broke");
    }
    if (outcome.count(200) + outcome.count(429) + outcome.count(503) < count) {
      throw new IOException(each.name() + ": unexpected answers " + outcome.statuses());
    }
    return new Measured(
        outcome.perSecond(),
        outcome.latencies().percentileMillis(99),
        ProcessUse.of(each.pid()).microsPerOperation(ownBefore, count),
        ProcessUse.of(redis.pid()).microsPerOperation(redisBefore, count));
  }

  private void print(PrintStream out) {
    Table table =
        new Table(
            "Over HTTP, " + CONNECTIONS + " connections",
            "keys",
            "req/s",
            "p99 ms",
            "own CPU us",
            "Redis CPU us",
            "x strict CPU");
    double strict = cases.getFirst().median().ownMicros();
    for (Case each : cases) {
      Measured median = each.median();
      table.row(
          each.name(),
          each.keys().text(),
          median.perSecond(),
          median.p99Millis(),
          median.ownMicros(),
          median.redisMicros(),
          median.ownMicros() / strict);
    }
    table.print(out);
  }
}
