package com.moalog.bench.live;

import com.moalog.bench.measure.Benchmark;
import com.moalog.bench.measure.Effort;
import com.moalog.bench.measure.Latencies;
import com.moalog.bench.measure.Median;
import com.moalog.bench.measure.ProcessUse;
import com.moalog.bench.measure.ServiceProcess;
import com.moalog.bench.measure.Table;
import com.moalog.local.servers.MySqlServer;
import com.moalog.local.servers.RunningServer;
import com.moalog.local.servers.TestServers;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One retrospect with many watchers, and writes at a steady pace. */
public final class LiveBenchmark implements Benchmark {

  /** One less than 200: one place is left for a browser. */
  static final int WATCHERS = 199;

  private static final List<Integer> WRITES_PER_SECOND = List.of(2, 10);
  private static final int KIB_PER_MIB = 1_024;

  @Override
  public String name() {
    return "live";
  }

  @Override
  public String purpose() {
    return "199 clients and one Chromium watch one retrospect: time from a write to its event at"
        + " each of them, and to the screen";
  }

  @Override
  public void run(Effort effort, PrintStream out) throws IOException, InterruptedException {
    out.println("starting MySQL and moalog-server, signing " + Team.SIZE + " members up");
    try (RunningServer<MySqlServer> mysql = TestServers.newMySql();
        RunningServer<ServiceProcess> server =
            RunningServer.start(LiveServer.process(mysql.server()))) {
      Team team = Team.gather(server.server().port());
      try (Audience audience = Audience.connect(team, WATCHERS);
          Spectator spectator = Spectator.open(team)) {
        Table table =
            new Table(
                "Watchers, writes/s",
                "events seen",
                "p50 ms",
                "p99 ms",
                "max ms",
                "p99 ms after the answer",
                "on screen p50 ms",
                "on screen p99 ms",
                "server CPU us/event seen",
                "MySQL CPU us/write",
                "server MiB");
        for (int pace : WRITES_PER_SECOND) {
          out.printf("%d writes/s, %d rounds%n", pace, effort.rounds());
          Stage stage = new Stage(team, audience, spectator, server.pid(), mysql.pid());
          table.row(row(pace, rounds(pace, effort, stage)));
        }
        table.print(out);
      }
    }
  }

  private static Round rounds(int pace, Effort effort, Stage stage)
      throws IOException, InterruptedException {
    round(pace, effort.warmUp(), stage);
    List<Round> rounds = new ArrayList<>();
    for (int round = 0; round < effort.rounds(); round++) {
      rounds.add(round(pace, effort.measured(), stage));
    }
    return Median.by(each -> each.seen().percentileMillis(99), rounds);
  }

  private static Round round(int pace, Duration length, Stage stage)
      throws IOException, InterruptedException {
    ProcessUse server = ProcessUse.of(stage.server());
    ProcessUse mysql = ProcessUse.of(stage.mysql());
    Map<Long, Team.Write> writes = stage.team().write(pace, length);
    stage.audience().awaitAll(writes.keySet());
    Latencies seen = new Latencies();
    Latencies afterAnswer = new Latencies();
    stage
        .audience()
        .arrivals(writes.keySet())
        .forEach((comment, arrivals) -> {
          Team.Write write = writes.get(comment);
          if (write != null) {
            arrivals.forEach(arrival -> {
              seen.record(arrival - write.beganNanos());
              afterAnswer.record(arrival - write.answeredNanos());
            });
          }
        });
    Latencies onScreen = stage.spectator().shown(writes.values());
    ProcessUse after = ProcessUse.of(stage.server());
    return new Round(
        seen,
        afterAnswer,
        onScreen,
        after.microsPerOperation(server, seen.count()),
        ProcessUse.of(stage.mysql()).microsPerOperation(mysql, writes.size()),
        after.residentKib() / KIB_PER_MIB);
  }

  private static Object[] row(int pace, Round round) {
    return new Object[] {
      WATCHERS + ", " + pace,
      round.seen().count(),
      round.seen().percentileMillis(50),
      round.seen().percentileMillis(99),
      round.seen().maxMillis(),
      round.afterAnswer().percentileMillis(99),
      round.onScreen().percentileMillis(50),
      round.onScreen().percentileMillis(99),
      round.serverMicros(),
      round.mysqlMicros(),
      round.serverMib()
    };
  }

  /** Who takes part, and the processes that serve them. */
  private record Stage(
      Team team, Audience audience, Spectator spectator, long server, long mysql) {}

  private record Round(
      Latencies seen,
      Latencies afterAnswer,
      Latencies onScreen,
      double serverMicros,
      double mysqlMicros,
      long serverMib) {}
}
