package com.moalog.ratelimiter.server;

import static com.moalog.ratelimiter.server.Limiter.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.moalog.local.servers.Standstill;
import com.moalog.local.servers.TestServers;
import com.moalog.ratelimiter.core.lease.LeaseCall;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three instances, one Redis, and rules that are kept more or less closely. */
class ModesTest {

  private static final int CLIENTS = 64;
  private static final int REQUESTS_EACH = 5;
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Duration LEASE = Duration.of(LeaseCall.LIFE_MICROS, ChronoUnit.MICROS);
  private static final String RULES =
      """
      - {name: exact, match: "exact:*", algorithm: FIXED_WINDOW, limit: 100, window: 31536000}
      - {name: ahead, match: "ahead:*", rate: 1/d, burst: 100, mode: leased, lease-max: 15}
      - {name: alone, match: "alone:*", rate: 1/d, burst: 10, mode: local}
      """;

  private static final List<Limiter> INSTANCES = new ArrayList<>();
  private static Path rules = Path.of("");

  private final String key = UUID.randomUUID().toString();

  @BeforeAll
  static void start(@TempDir Path folder) throws IOException {
    rules = Files.writeString(folder.resolve("rules.yaml"), RULES);
    for (int i = 0; i < 3; i++) {
      INSTANCES.add(Limiter.start(environment("RATE_LIMITER_DENY_CACHE_ENABLED", "false")));
    }
  }

  private static Map<String, String> environment(String name, String value) {
    return Limiter.environment(
        TestServers.redis(),
        "RATE_LIMITER_POLICIES",
        rules.toString(),
        "SPRING_DATA_REDIS_TIMEOUT",
        "20s",
        name,
        value);
  }

  @AfterAll
  static void stop() {
    INSTANCES.forEach(Limiter::close);
  }

  @Test
  void aStrictRuleAdmitsExactlyItsLimit() throws Exception {
    assertThat(admitted("exact:" + key)).isEqualTo(100);
    assertThat(metrics(INSTANCES.getFirst())).contains("rate_limiter_coalesced_total{");
  }

  /** What is held while the machine stands still is lost. */
  @Test
  void aLeasedRuleAdmitsNoMoreThanItsLimitAndItsBound() throws Exception {
    Standstill.excuseEnd(LEASE, ModesTest::admitsAhead);
  }

  private static Standstill.Attempt admitsAhead() throws Exception {
    long count = admitted("ahead:" + UUID.randomUUID());
    assertThat(count).isLessThanOrEqualTo(100);
    return () -> assertThat(count).isGreaterThanOrEqualTo(85);
  }

  @Test
  void aLocalRuleIsCountedByEachInstance() {
    for (Limiter instance : INSTANCES) {
      String query = "permits=10&key=alone:" + key;
      assertThat(json(instance.check(query)).getBoolean("allowed")).isTrue();
      assertThat(json(instance.check(query)).getBoolean("allowed")).isFalse();
      assertThat(json(instance.check(query)).containsKey("degraded")).isFalse();
      assertThat(metrics(instance)).containsPattern("rate_limiter_local_keys\\{.*} [1-9]");
    }
  }

  @Test
  void remembersRefusalsOfStrictRulesAsLongAsItIsTold() {
    try (Limiter instance = remembering()) {
      String query = "permits=10&key=exact:" + key;
      assertThat(passedUntilRefused(instance, query)).isEqualTo(10);
      INSTANCES.getFirst().reset("?key=exact:" + key);
      assertThat(instance.check(query).statusCode()).isEqualTo(429);
      assertThat(metrics(instance)).contains("result=\"hit\"} 1.0");
    }
  }

  /** What one instance refused, another may have made true again by giving back. */
  @Test
  void remembersRefusalsOfLeasedRulesForAMoment() throws Exception {
    try (Limiter instance = remembering()) {
      String name = exhaustedByTen(instance);
      String query = "permits=10&key=" + name;
      await()
          .atMost(PATIENCE)
          .until(() -> {
            instance.check(query);
            instance.check(query);
            return !metrics(instance).contains("result=\"hit\"} 0.0");
          });
      INSTANCES.getFirst().reset("?key=" + name);
      await().atMost(PATIENCE).until(() -> instance.check(query).statusCode() == 200);
    }
  }

  /** What is given back late, because the machine stood still, counts as spent. */
  @Test
  void whatAnInstanceHoldsComesBackWhenItStops() throws Exception {
    Standstill.excuseEnd(LEASE, ModesTest::givesBackAtTheEnd);
  }

  private static Standstill.Attempt givesBackAtTheEnd() {
    long left = leftByOneThatStopped("ahead:" + UUID.randomUUID());
    assertThat(left).isLessThanOrEqualTo(80);
    return () -> assertThat(left).isEqualTo(80);
  }

  /** How much of a key is left when an instance that was asked for twenty has stopped. */
  private static long leftByOneThatStopped(String name) {
    try (Limiter instance = remembering()) {
      for (int i = 0; i < 20; i++) {
        assertThat(instance.check("key=" + name).statusCode()).isEqualTo(200);
      }
    }
    String path = Limiter.BASE + "/remaining?key=" + name;
    return json(INSTANCES.getFirst().get(path)).getLong("remaining");
  }

  private static Limiter remembering() {
    return Limiter.start(environment("RATE_LIMITER_DENY_CACHE_MAX_MS", "60000"));
  }

  /** A key of which ten times ten passed; what is held while the machine stands still is lost. */
  private static String exhaustedByTen(Limiter instance) throws Exception {
    AtomicReference<String> exhausted = new AtomicReference<>("");
    Standstill.excuseEnd(
        LEASE,
        () -> {
          String name = "ahead:" + UUID.randomUUID();
          int passed = passedUntilRefused(instance, "permits=10&key=" + name);
          exhausted.set(name);
          return () -> assertThat(passed).isEqualTo(10);
        });
    return exhausted.get();
  }

  /** How often the instance allowed ten permits before it refused them: ten times at most. */
  private static int passedUntilRefused(Limiter instance, String query) {
    int passed = 0;
    int status = instance.check(query).statusCode();
    while (status == 200 && passed < 10) {
      passed++;
      status = instance.check(query).statusCode();
    }
    assertThat(status).isEqualTo(429);
    return passed;
  }

  private static long admitted(String key) throws Exception {
    try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
      List<Future<Long>> counts = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        Limiter instance = INSTANCES.get(i % 3);
        counts.add(clients.submit(() -> admittedBy(instance, key)));
      }
      long sum = 0;
      for (Future<Long> count : counts) {
        sum += count.get();
      }
      return sum;
    }
  }

  private static long admittedBy(Limiter instance, String key) {
    long count = 0;
    for (int i = 0; i < REQUESTS_EACH; i++) {
      count += instance.check("key=" + key).statusCode() == 200 ? 1 : 0;
    }
    return count;
  }

  private static String metrics(Limiter instance) {
    return instance.get("/actuator/prometheus", "Authorization", Limiter.OPERATOR).body();
  }
}
