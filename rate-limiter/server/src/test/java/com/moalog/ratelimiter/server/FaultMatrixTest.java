package com.moalog.ratelimiter.server;

import static com.moalog.ratelimiter.server.Limiter.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.moalog.local.servers.RedisServer;
import com.moalog.local.servers.RunningServer;
import com.moalog.local.servers.TestServers;
import io.lettuce.core.FlushMode;
import io.lettuce.core.KillArgs;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/**
 * What callers of one key see while something is wrong with Redis, fault by fault: a bounded number
 * of admissions, no error, and the normal answers again afterwards. How long callers waited, how
 * long the server took to decide by its own watch, and how long the recovery took is printed, not
 * judged.
 */
class FaultMatrixTest {

  private static final int CALLERS = 4;
  private static final long LIMIT = 100;
  private static final long LOCAL_SHARE = 50;
  private static final int QUESTIONS_DURING_FAULT = 600;
  private static final int LOADED_KEYS = 5_000;
  private static final Pattern LONGEST_DECISION =
      Pattern.compile("rate_limiter_check_seconds_max\\{.*} (\\S+)");
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Logger LOGGER =
      (Logger) LoggerFactory.getLogger("com.moalog.ratelimiter.server.limiting.RedisLink");
  private static final List<String> ROWS = Collections.synchronizedList(new ArrayList<>());

  /** What goes wrong. */
  enum Fault {
    STOPPED,
    HUNG,
    SLOW,
    SILENT_NETWORK,
    FAILED_OVER,
    RESTARTED_EMPTY,
    READONLY,
    LOADING,
    OUT_OF_MEMORY,
    WRONG_PASSWORD,
    FUNCTIONS_FLUSHED;

    /** How often the whole limit may be granted anew, since what was counted is lost. */
    long losses() {
      return this == RESTARTED_EMPTY || this == FAILED_OVER ? 1 : 0;
    }
  }

  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final AtomicBoolean asking = new AtomicBoolean(true);
  private final AtomicInteger asked = new AtomicInteger();
  private final AtomicInteger admitted = new AtomicInteger();
  private final AtomicInteger degraded = new AtomicInteger();
  private final List<Integer> statuses = Collections.synchronizedList(new ArrayList<>());
  private final List<Long> waits = Collections.synchronizedList(new ArrayList<>());
  private RunningServer<RedisServer> redis;
  private RunningServer<RedisServer> replica;
  private Wire wire;
  private Limiter limiter;

  @BeforeAll
  static void begin() {
    ROWS.clear();
  }

  @AfterAll
  static void print() {
    System.out.println(
        "fault               asked  by itself  admitted  p99 wait ms  longest wait ms"
            + "  longest decision ms  recovery ms");
    ROWS.forEach(System.out::println);
  }

  @BeforeEach
  void start() throws IOException {
    redis =
        TestServers.newRedis(
            List.of(
                "enable-debug-command local",
                "loading-process-events-interval-bytes 1024",
                "rdbcompression no"));
    replica =
        TestServers.newRedis(
            List.of(
                "masterauth " + TestServers.REDIS_PASSWORD,
                "replicaof 127.0.0.1 " + redis.server().port()));
    wire = new Wire(redis.server().port());
    limiter =
        Limiter.start(
            Limiter.environment(
                wire.port(),
                TestServers.REDIS_PASSWORD,
                "RATE_LIMITER_DEFAULT_REFILL_RATE",
                "1/d",
                "RATE_LIMITER_FALLBACK_SHARE",
                "0.5",
                // The recovery is that of the platform; it begins when Redis decides.
                "SPRING_DATA_REDIS_CONNECT_TIMEOUT",
                "500ms",
                // A refusal that is remembered would hide what is behind it.
                "RATE_LIMITER_DENY_CACHE_ENABLED",
                "false"));
    awaitNormal();
    log.start();
    LOGGER.addAppender(log);
  }

  @AfterEach
  void stop() throws IOException {
    LOGGER.detachAppender(log);
    limiter.close();
    wire.close();
    replica.kill();
    redis.kill();
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void noErrorNoEndlessWaitAndABoundedNumberOfAdmissions(Fault fault) throws Exception {
    String key = "fault:" + UUID.randomUUID();
    List<Thread> callers = new ArrayList<>();
    for (int i = 0; i < CALLERS; i++) {
      callers.add(Thread.startVirtualThread(() -> keepAsking(key)));
    }
    await().atMost(PATIENCE).until(() -> asked.get() > 20);
    inject(fault);
    int askedBefore = asked.get();
    await().atMost(PATIENCE).until(() -> asked.get() > askedBefore + QUESTIONS_DURING_FAULT);
    heal(fault);
    long healed = System.nanoTime();
    awaitNormal();
    long recoveryMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - healed);
    asking.set(false);
    for (Thread caller : callers) {
      caller.join();
    }
    addRow(fault, recoveryMillis);
    assertThat(statuses).containsOnly(200, 429);
    assertThat((long) admitted.get())
        .isLessThanOrEqualTo(LIMIT * (1 + fault.losses()) + LOCAL_SHARE * (1 + recoveries()));
  }

  private void addRow(Fault fault, long recoveryMillis) {
    List<Long> sorted = waits.stream().sorted().toList();
    ROWS.add(
        "%-18s %6d %10d %9d %12d %16d %20d %12d"
            .formatted(
                fault,
                asked.get(),
                degraded.get(),
                admitted.get(),
                sorted.get(sorted.size() * 99 / 100) / 1_000_000,
                sorted.getLast() / 1_000_000,
                longestDecisionMillis(),
                recoveryMillis));
  }

  private long longestDecisionMillis() {
    String metrics = limiter.get("/actuator/prometheus", "Authorization", Limiter.OPERATOR).body();
    double seconds =
        LONGEST_DECISION
            .matcher(metrics)
            .results()
            .mapToDouble(found -> Double.parseDouble(found.group(1)))
            .max()
            .orElseThrow();
    return Math.round(seconds * 1_000);
  }

  /**
   * What was counted without Redis is dropped each time that Redis is back: once, on a good day.
   */
  private long recoveries() {
    return List.copyOf(log.list).stream()
        .filter(event -> event.getFormattedMessage().startsWith("Connected to Redis"))
        .count();
  }

  private void keepAsking(String key) {
    while (asking.get()) {
      long began = System.nanoTime();
      HttpResponse<String> response = limiter.check("key=" + key);
      waits.add(System.nanoTime() - began);
      asked.incrementAndGet();
      statuses.add(response.statusCode());
      admitted.addAndGet(response.statusCode() == 200 ? 1 : 0);
      degraded.addAndGet(response.headers().firstValue("X-RateLimit-Degraded").isPresent() ? 1 : 0);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
    }
  }

  private void inject(Fault fault) throws IOException {
    switch (fault) {
      case STOPPED -> redis.stop();
      case HUNG -> redis.freeze();
      case SLOW -> wire.delay(Duration.ofMillis(200));
      case SILENT_NETWORK -> wire.silence(true);
      case FAILED_OVER -> redis.kill();
      case RESTARTED_EMPTY -> {
        with(redis, commands -> commands.flushall(FlushMode.SYNC));
        redis.kill();
      }
      case READONLY -> with(redis, commands -> commands.replicaof("127.0.0.1", 1));
      case LOADING -> connected(redis, redis.server().password(), FaultMatrixTest::loadSlowly);
      case OUT_OF_MEMORY -> with(redis, commands -> commands.configSet("maxmemory", "1"));
      case WRONG_PASSWORD ->
          with(
              redis,
              commands -> {
                commands.configSet("requirepass", "changed");
                commands.clientKill(KillArgs.Builder.typeNormal().skipme(true));
              });
      case FUNCTIONS_FLUSHED -> with(redis, commands -> commands.functionFlush(FlushMode.SYNC));
    }
  }

  private void heal(Fault fault) throws IOException {
    switch (fault) {
      case STOPPED, RESTARTED_EMPTY -> redis.restart();
      case HUNG -> redis.thaw();
      case SLOW -> wire.delay(Duration.ZERO);
      case SILENT_NETWORK -> wire.silence(false);
      case FAILED_OVER -> {
        with(replica, RedisCommands::replicaofNoOne);
        wire.redirect(replica.server().port());
      }
      case READONLY -> with(redis, RedisCommands::replicaofNoOne);
      case LOADING -> with(redis, commands -> commands.configSet("key-load-delay", "0"));
      case OUT_OF_MEMORY -> with(redis, commands -> commands.configSet("maxmemory", "0"));
      case WRONG_PASSWORD ->
          with(
              redis,
              "changed",
              commands -> commands.configSet("requirepass", TestServers.REDIS_PASSWORD));
      case FUNCTIONS_FLUSHED -> {
        // It heals by itself.
      }
    }
  }

  /** The server reads its own dump again, and takes 10 ms for each key. */
  private static void loadSlowly(StatefulRedisConnection<String, String> connection) {
    RedisCommands<String, String> commands = connection.sync();
    for (int i = 0; i < LOADED_KEYS; i++) {
      commands.set("ballast:" + i, "x".repeat(1_024));
    }
    commands.configSet("key-load-delay", "10000");
    RedisFuture<String> reloaded =
        connection
            .async()
            .dispatch(
                CommandType.DEBUG,
                new StatusOutput<>(StringCodec.UTF8),
                new CommandArgs<>(StringCodec.UTF8).add("RELOAD"));
    assertThat(reloaded.isDone()).isFalse();
  }

  private void awaitNormal() {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(10))
        .pollDelay(Duration.ZERO)
        .until(() -> !json(limiter.check("key=" + UUID.randomUUID())).containsKey("degraded"));
  }

  private static void with(
      RunningServer<RedisServer> server, Consumer<RedisCommands<String, String>> work) {
    with(server, server.server().password(), work);
  }

  private static void with(
      RunningServer<RedisServer> server,
      String password,
      Consumer<RedisCommands<String, String>> work) {
    connected(server, password, connection -> work.accept(connection.sync()));
  }

  private static void connected(
      RunningServer<RedisServer> server,
      String password,
      Consumer<StatefulRedisConnection<String, String>> work) {
    RedisURI address =
        RedisURI.builder()
            .withHost("127.0.0.1")
            .withPort(server.server().port())
            .withPassword(password.toCharArray())
            .build();
    try (RedisClient client = RedisClient.create(address)) {
      work.accept(client.connect());
    }
  }
}
