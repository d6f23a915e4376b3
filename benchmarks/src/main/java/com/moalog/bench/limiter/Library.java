package com.moalog.bench.limiter;

import com.moalog.bench.measure.Effort;
import com.moalog.bench.measure.Latencies;
import com.moalog.bench.measure.Median;
import com.moalog.bench.measure.ProcessUse;
import com.moalog.bench.measure.Table;
import com.moalog.local.servers.RedisServer;
import com.moalog.local.servers.RunningServer;
import com.moalog.ratelimiter.core.lease.LeaseTimer;
import com.moalog.ratelimiter.core.lease.Leases;
import com.moalog.ratelimiter.core.model.Limit;
import com.moalog.ratelimiter.core.model.StorageKey;
import com.moalog.ratelimiter.core.redis.Coalescer;
import com.moalog.ratelimiter.core.redis.RedisLimiter;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The library in this process, beside others on the same connection or the same client. */
final class Library implements AutoCloseable {

  private static final int COALESCE_BATCH = 64;

  /** What is measured: a decider and the keys that it is asked for. */
  private record Case(String name, Keys keys, Decider decider, List<Measured> rounds) {

    Case(String name, Keys keys, Decider decider) {
      this(name, keys, decider, new ArrayList<>());
    }

    Measured median() {
      return Median.by(Measured::perSecond, rounds);
    }
  }

  private final RunningServer<RedisServer> redis;
  private final RedisClient client;
  private final StatefulRedisConnection<String, String> connection;
  private final LeaseTimer leaseTimer = new LeaseTimer();

  Library(RunningServer<RedisServer> redis) {
    this.redis = redis;
    this.client =
        RedisClient.create(
            RedisURI.builder()
                .withHost("127.0.0.1")
                .withPort(redis.server().port())
                .withPassword(redis.server().password().toCharArray())
                .build());
    this.connection = client.connect();
  }

  /** Measures every case in turn, round after round, and prints the medians. */
  void measure(Effort effort, PrintStream out) throws IOException, InterruptedException {
    List<Case> cases = cases();
    for (Case each : cases) {
      InFlight.run(each.decider(), each.keys(), effort.warmUp().dividedBy(4));
    }
    for (int round = 0; round < effort.rounds(); round++) {
      out.printf("library: round %d of %d, %d cases%n", round + 1, effort.rounds(), cases.size());
      for (Case each : cases) {
        each.rounds().add(measure(each, effort.measured().dividedBy(3)));
      }
    }
    print(cases, out);
  }

  private Measured measure(Case each, Duration length) throws IOException, InterruptedException {
    long own = ProcessHandle.current().pid();
    ProcessUse ownBefore = ProcessUse.of(own);
    ProcessUse redisBefore = ProcessUse.of(redis.pid());
    long start = System.nanoTime();
    Latencies latencies = InFlight.run(each.decider(), each.keys(), length);
    double seconds = (System.nanoTime() - start) / 1e9;
    return new Measured(
        latencies.count() / seconds,
        latencies.percentileMillis(99),
        ProcessUse.of(own).microsPerOperation(ownBefore, latencies.count()),
        ProcessUse.of(redis.pid()).microsPerOperation(redisBefore, latencies.count()));
  }

  private List<Case> cases() throws IOException {
    RedisLimiter limiter =
        RedisLimiter.on(connection, Duration.ofSeconds(1)).toCompletableFuture().join();
    Raw raw = new Raw(connection);
    Decider shortest = raw.tokenBucket();
    Decider gateway = raw.springCloudGateway();
    Decider bucket4j = Bucket4j.on(client);
    List<Case> cases = new ArrayList<>();
    for (Keys keys : Keys.values()) {
      cases.add(new Case("raw Lua, one round trip", keys, shortest));
      cases.add(new Case("moalog strict", keys, strict(limiter, LimiterBenchmark.LIMIT)));
      cases.add(new Case("moalog coalesced", keys, coalesced(limiter)));
      cases.add(new Case("moalog leased", keys, leased(limiter)));
      cases.add(new Case("moalog denied", keys, strict(limiter, LimiterBenchmark.EXHAUSTED)));
      cases.add(new Case("Spring Cloud Gateway's script", keys, gateway));
      cases.add(new Case("Bucket4j, compare-and-swap", keys, bucket4j));
    }
    return cases;
  }

  private static Decider strict(RedisLimiter limiter, Limit limit) {
    StorageKey[] names = names("strict" + limit.permits());
    return key -> limiter.check(names[key], limit, 1);
  }

  private static Decider coalesced(RedisLimiter limiter) {
    StorageKey[] names = names("coalesced");
    Coalescer coalescer = new Coalescer(COALESCE_BATCH);
    return key -> coalescer.check(limiter, names[key], LimiterBenchmark.LIMIT, 1);
  }

  private Decider leased(RedisLimiter limiter) {
    StorageKey[] names = names("leased");
    Leases leases = new Leases("bench", Keys.COUNT, () -> System.nanoTime() / 1_000, leaseTimer);
    long most = LimiterBenchmark.LIMIT.permits() / 10;
    return key -> leases.check(limiter, names[key], LimiterBenchmark.LIMIT, most, 1);
  }

  private static StorageKey[] names(String rule) {
    StorageKey[] names = new StorageKey[Keys.COUNT];
    for (int i = 0; i < Keys.COUNT; i++) {
      names[i] = StorageKey.of("bench:", rule, Integer.toString(i));
    }
    return names;
  }

  private static void print(List<Case> cases, PrintStream out) {
    Table table =
        new Table(
            "In process, " + InFlight.LANES + " in flight",
            "keys",
            "decisions/s",
            "p99 ms",
            "own CPU us",
            "Redis CPU us",
            "x raw");
    for (Keys keys : Keys.values()) {
      List<Case> same = cases.stream().filter(each -> each.keys() == keys).toList();
      double raw = same.getFirst().median().perSecond();
      for (Case each : same) {
        Measured median = each.median();
        table.row(
            each.name(),
            keys.text(),
            median.perSecond(),
            median.p99Millis(),
            median.ownMicros(),
            median.redisMicros(),
            median.perSecond() / raw);
      }
    }
    table.print(out);
  }

  @Override
  public void close() {
    leaseTimer.close();
    client.shutdown();
  }
}
