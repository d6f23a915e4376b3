package com.moalog.ratelimiter.server;

import static com.moalog.ratelimiter.server.Limiter.OPERATOR;
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
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.sync.RedisCommands;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** What callers see while something is wrong with Redis, and afterwards. */
class RedisFaultsTest {

  private static final Duration RECOVERY = Duration.ofMinutes(1);

  private RunningServer<RedisServer> redis;
  private final String key = "test:" + UUID.randomUUID();

  @BeforeEach
  void startRedis() throws IOException {
    redis = TestServers.newRedis();
  }

  @AfterEach
  void stopRedis() throws IOException {
    redis.close();
  }

  @Test
  void startsWithoutRedisAndUsesItOnceItIsThere() throws IOException {
    redis.stop();
    try (Limiter limiter = limiter()) {
      assertLimitedBy(limiter, "local");
      redis.restart();
      awaitNormal(limiter);
    }
  }

  @Test
  void limitsByItselfWhileRedisIsStoppedAndStartsAfreshWhenItIsBack() throws IOException {
    try (Limiter limiter = limiter()) {
      awaitNormal(limiter);
      redis.stop();
      assertLimitedBy(limiter, "local");
      assertHealth(limiter, "DEGRADED", 200);
      String metrics = limiter.get("/actuator/prometheus", "Authorization", OPERATOR).body();
      assertThat(metrics).contains("rate_limiter_fallback_total{", "mode=\"local\"");
      assertThat(metrics).containsPattern("rate_limiter_degraded\\{.*} 1.0");
      redis.restart();
      awaitNormal(limiter);
      await().atMost(RECOVERY).untilAsserted(() -> assertHealth(limiter, "UP", 200));
    }
  }

  @Test
  void doesNotWaitForARedisThatHangs() throws IOException {
    try (Limiter limiter = limiter()) {
      awaitNormal(limiter);
      redis.freeze();
      assertLimitedBy(limiter, "local");
      redis.thaw();
      awaitNormal(limiter);
    }
  }

  @Test
  void goesOnWhenRedisComesBackEmpty() throws IOException {
    try (Limiter limiter = patient()) {
      awaitNormal(limiter);
      limiter.check("permits=50&key=" + key);
      withRedis(commands -> commands.flushall(FlushMode.SYNC));
      withRedis(commands -> commands.functionFlush(FlushMode.SYNC));
      HttpResponse<String> response = limiter.check("key=" + key);
      assertThat(json(response).getLong("remaining")).isEqualTo(99);
      redis.kill();
      redis.restart();
      awaitNormal(limiter);
    }
  }

  @Test
  void aWrongPasswordDegradesAndNeverFails() {
    int port = redis.server().port();
    try (Limiter limiter = Limiter.start(Limiter.environment(port, "guess", REFILL))) {
      assertLimitedBy(limiter, "local");
      assertHealth(limiter, "DEGRADED", 200);
    }
  }

  @Test
  void aServerThatMayNotWriteDegradesAndRecovers() {
    try (Limiter limiter = limiter()) {
      awaitNormal(limiter);
      withRedis(commands -> commands.replicaof("127.0.0.1", 1));
      await()
          .atMost(RECOVERY)
          .until(() -> json(limiter.check("key=" + UUID.randomUUID())).containsKey("degraded"));
      withRedis(RedisCommands::replicaofNoOne);
      awaitNormal(limiter);
    }
  }

  @Test
  void aServerOutOfMemoryDegradesAndRecovers() {
    try (Limiter limiter = limiter()) {
      awaitNormal(limiter);
      withRedis(commands -> commands.configSet("maxmemory", "1"));
      await()
          .atMost(RECOVERY)
          .until(() -> json(limiter.check("key=" + UUID.randomUUID())).containsKey("degraded"));
      withRedis(commands -> commands.configSet("maxmemory", "0"));
      awaitNormal(limiter);
    }
  }

  @Test
  void aKeyOfAnotherTypeDegradesOnlyItself() {
    try (Limiter limiter = patient()) {
      awaitNormal(limiter);
      withRedis(
          commands -> commands.lpush("rate_limiter:token_bucket:v2:default:{odd}", "not ours"));
      for (int i = 0; i < 30; i++) {
        assertThat(json(limiter.check("key=odd")).getString("degraded")).isEqualTo("local");
      }
      assertThat(json(limiter.check("key=" + key)).containsKey("degraded")).isFalse();
    }
  }

  /** Who asks alone is told as much as who asks in a batch, whatever is asked. */
  @ParameterizedTest
  @ValueSource(strings = {"/check?key=odd:customer", "/remaining?key=odd:customer"})
  void namesTheRuleOfAKeyOfAnotherTypeAndHidesTheKey(String path) {
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    Logger log = (Logger) LoggerFactory.getLogger("com.moalog.ratelimiter.server.limiting");
    log.addAppender(lines);
    try (Limiter limiter = patient()) {
      awaitNormal(limiter);
      withRedis(commands ->
          commands.lpush("rate_limiter:token_bucket:v2:default:{odd:customer}", "not ours"));
      assertThat(limiter.get(Limiter.BASE + path).statusCode()).isEqualTo(200);
      assertThat(List.copyOf(lines.list))
          .extracting(ILoggingEvent::getFormattedMessage)
          .contains(
              "Redis did not decide (wrongtype): key odd***er of rule 'default' holds something"
                  + " else than a count");
    } finally {
      log.detachAppender(lines);
    }
  }

  @Test
  void aKeyOfAnotherTypeDegradesNothingElseOfItsBatch() {
    try (Limiter limiter = patient("RATE_LIMITER_FAIL_MODE", "closed")) {
      awaitNormal(limiter);
      withRedis(
          commands -> commands.lpush("rate_limiter:token_bucket:v2:default:{odd}", "not ours"));
      JsonArray checks = new JsonArray();
      for (String name : List.of(key, "odd", "other")) {
        checks.add(new JsonObject().put("key", name));
      }
      JsonArray results =
          json(limiter.send(
                  "POST",
                  Limiter.BASE + "/check/batch",
                  new JsonObject().put("checks", checks).encode(),
                  "Content-Type",
                  "application/json"))
              .getJsonArray("results");
      assertThat(results.getJsonObject(0).getLong("remaining")).isEqualTo(99);
      assertThat(results.getJsonObject(1).getString("error")).isEqualTo("BACKEND_UNAVAILABLE");
      assertThat(results.getJsonObject(2).getLong("remaining")).isEqualTo(99);
      assertThat(limiter.get("/actuator/prometheus", "Authorization", OPERATOR).body())
          .containsPattern("rate_limiter_fallback_total\\{.*reason=\"wrongtype\".*} 1.0")
          .containsPattern(
              "rate_limiter_redis_seconds_count\\{.*command=\"batch\",.*outcome=\"wrongtype\".*} 1");
    }
  }

  @Test
  void aLimiterThatIsSwitchedOffMissesNoRedis() throws IOException {
    redis.stop();
    try (Limiter limiter =
        limiter("RATE_LIMITER_ENABLED", "false", "RATE_LIMITER_HEALTH_REDIS_REQUIRED", "true")) {
      assertThat(limiter.check("key=" + key).statusCode()).isEqualTo(200);
      assertHealth(limiter, "UP", 200);
      JsonObject components =
          json(limiter.get("/actuator/health", "Authorization", OPERATOR))
              .getJsonObject("components");
      assertThat(components.getJsonObject("redis").getString("status")).isEqualTo("UNKNOWN");
      assertThat(components.getJsonObject("rateLimiter").getString("status")).isEqualTo("UP");
      assertThat(limiter.get("/actuator/prometheus", "Authorization", OPERATOR).body())
          .containsPattern("rate_limiter_degraded\\{.*} 0.0");
    }
  }

  @Test
  void openAnswersAsTheOriginalDid() throws IOException {
    redis.stop();
    try (Limiter limiter = limiter("RATE_LIMITER_FAIL_MODE", "open")) {
      for (int i = 0; i < 150; i++) {
        JsonObject body = json(limiter.check("key=" + key));
        assertThat(body.getBoolean("allowed")).isTrue();
        assertThat(body.getLong("remaining")).isEqualTo(100);
        assertThat(body.getLong("resetAfterSeconds")).isZero();
        assertThat(body.getString("degraded")).isEqualTo("open");
      }
      JsonObject left = json(limiter.get(Limiter.BASE + "/remaining?key=" + key));
      assertThat(left.getLong("remaining")).isEqualTo(100);
      assertThat(limiter.reset("?key=" + key).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void closedDecidesNothing() throws IOException {
    redis.stop();
    try (Limiter limiter =
        limiter("RATE_LIMITER_FAIL_MODE", "closed", "RATE_LIMITER_HEALTH_REDIS_REQUIRED", "true")) {
      HttpResponse<String> response = limiter.check("key=" + key);
      assertThat(response.statusCode()).isEqualTo(503);
      assertThat(json(response).getString("error")).isEqualTo("BACKEND_UNAVAILABLE");
      assertThat(response.headers().firstValue("Retry-After")).contains("1");
      assertThat(limiter.get(Limiter.BASE + "/remaining?key=a").statusCode()).isEqualTo(503);
      assertThat(limiter.reset("?key=a").statusCode()).isEqualTo(503);
      assertHealth(limiter, "DOWN", 503);
    }
  }

  private static final String[] REFILL = {
    "RATE_LIMITER_DEFAULT_REFILL_RATE", "1/h", "RATE_LIMITER_FALLBACK_SHARE", "0.5"
  };

  /** One that is answered by Redis however busy the machine is. */
  private Limiter patient(String... more) {
    String[] all = Arrays.copyOf(more, more.length + 2);
    all[more.length] = "SPRING_DATA_REDIS_TIMEOUT";
    all[more.length + 1] = "20s";
    return limiter(all);
  }

  private Limiter limiter(String... more) {
    String[] all = Arrays.copyOf(REFILL, REFILL.length + more.length);
    System.arraycopy(more, 0, all, REFILL.length, more.length);
    return Limiter.start(Limiter.environment(redis.server(), all));
  }

  /** Exactly its share of the limit passes, every answer is marked, and none is an error. */
  private static void assertLimitedBy(Limiter limiter, String mode) {
    String fresh = UUID.randomUUID().toString();
    int allowed = 0;
    for (int i = 0; i < 60; i++) {
      HttpResponse<String> response = limiter.check("key=" + fresh);
      assertThat(response.statusCode()).isIn(200, 429);
      assertThat(json(response).getString("degraded")).isEqualTo(mode);
      assertThat(response.headers().firstValue("X-RateLimit-Degraded")).contains(mode);
      allowed += response.statusCode() == 200 ? 1 : 0;
    }
    assertThat(allowed).isEqualTo(50);
  }

  private static void awaitNormal(Limiter limiter) {
    await()
        .atMost(RECOVERY)
        .until(() -> !json(limiter.check("key=" + UUID.randomUUID())).containsKey("degraded"));
  }

  private static void assertHealth(Limiter limiter, String status, int code) {
    HttpResponse<String> response = limiter.get("/actuator/health");
    assertThat(response.statusCode()).isEqualTo(code);
    assertThat(json(response).getString("status")).isEqualTo(status);
    assertThat(limiter.get("/actuator/health/liveness").statusCode()).isEqualTo(200);
  }

  private void withRedis(Consumer<RedisCommands<String, String>> work) {
    RedisURI address =
        RedisURI.builder()
            .withHost("127.0.0.1")
            .withPort(redis.server().port())
            .withPassword(redis.server().password().toCharArray())
            .build();
    try (RedisClient client = RedisClient.create(address)) {
      work.accept(client.connect().sync());
    }
  }
}
