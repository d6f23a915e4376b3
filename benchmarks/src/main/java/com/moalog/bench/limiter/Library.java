package com.moalog.bench.limiter;

import com.moalog.bench.measure.Latencies;
import com.moalog.bench.measure.ProcessUse;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The library in this process, beside others on the same connection or the same client. */
final class Library implements AutoCloseable {

  static final String RAW = "raw Lua, one round trip";
  static final String STRICT = LimiterBenchmark.STRICT;
  static final String COALESCED = LimiterBenchmark.COALESCED;
  static final String BUCKET4J = "Bucket4j, compare-and-swap";

  static final String PLACE = "in process";
  private static final int COALESCE_BATCH = 64;

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

  /** What is compared, with one hot key and with many. */
  List<Case> cases() throws IOException {
    RedisLimiter limiter =
        RedisLimiter.on(connection, Duration.ofSeconds(10)).toCompletableFuture().join();
    Raw raw = new Raw(connection);
    Decider shortest = raw.tokenBucket();
    Decider gateway = raw.springCloudGateway();
    Decider bucket4j = Bucket4j.on(client);
    List<Case> cases = new ArrayList<>();
    for (Keys keys : Keys.values()) {
      cases.add(of(RAW, keys, shortest));
      cases.add(of(STRICT, keys, strict(limiter, LimiterBenchmark.LIMIT)));
      cases.add(of(COALESCED, keys, coalesced(limiter)));
      cases.add(of(LimiterBenchmark.LEASED, keys, leased(limiter)));
      cases.add(of(LimiterBenchmark.DENIED, keys, strict(limiter, LimiterBenchmark.EXHAUSTED)));
      cases.add(of("Spring Cloud Gateway's script", keys, gateway));
      cases.add(of(BUCKET4J, keys, bucket4j));
    }
    return cases;
  }

  private Case of(String name, Keys keys, Decider decider) {
    return new Case(PLACE, name, keys, length -> measure(decider, keys, length));
  }

  private Measured measure(Decider decider, Keys keys, Duration length)
      throws IOException, InterruptedException {
    Measured.Use before = use();
    long start = System.nanoTime();
    Latencies latencies = InFlight.run(decider, keys, length);
    double seconds = (System.nanoTime() - start) / 1e9;
    return use().since(before, latencies, seconds, 1);
  }

  private Measured.Use use() throws IOException {
    return new Measured.Use(
        ProcessUse.of(ProcessHandle.current().pid()), ProcessUse.of(redis.pid()));
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

  @Override
  public void close() {
    leaseTimer.close();
    client.shutdown();
  }
}
