package com.moalog.fluxpay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.moalog.local.servers.RedisServer;
import com.moalog.local.servers.RunningServer;
import com.moalog.local.servers.TestServers;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Repeats are answered alike, whatever Redis says. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReplayTest {

  private static final String ORDERS = "/api/v1/orders";
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private RunningServer<RedisServer> redis;
  private RedisLine line;
  private TestEngine engine;
  private Rows rows;

  @BeforeAll
  void start() throws IOException {
    redis = TestServers.newRedis();
    line = new RedisLine(redis.server().port());
    engine =
        TestEngine.start(
            Map.of(
                "REDIS_HOST",
                "127.0.0.1",
                "REDIS_PORT",
                Integer.toString(line.port()),
                "REDIS_PASSWORD",
                TestServers.REDIS_PASSWORD,
                "FLUXPAY_IDEMPOTENCY_REDIS_TIMEOUT",
                "500ms"));
    rows = new Rows(engine.database());
  }

  @AfterEach
  void mend() throws IOException {
    line.answerAlso("", "");
    line.trouble(RedisLine.Trouble.NONE);
  }

  @AfterAll
  void stop() throws IOException {
    engine.close();
    line.close();
    redis.close();
  }

  private Client.Reply order(String key, String user) {
    return Client.of(engine.address()).keyed(key).post(ORDERS, Shop.orderBody(user));
  }

  private long orders(String user) {
    return rows.count("SELECT count(*) FROM orders WHERE user_id = '" + user + "'");
  }

  private double used() {
    return Client.of(engine.address())
        .get("/actuator/prometheus")
        .body()
        .lines()
        .filter(line -> line.startsWith("fluxpay_idempotent_cache_total{"))
        .filter(line -> line.contains("outcome=\"used\""))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  private void repeatsAreHarmless(String key, String user, Client.Reply first) {
    Client.Reply repeat = order(key, user);
    Client.Reply other = order(key, user + "-other");

    assertThat(first.status()).as(first.body()).isEqualTo(201);
    assertThat(repeat.status()).isEqualTo(201);
    assertThat(repeat.body()).isEqualTo(first.body());
    assertThat(repeat.header("Idempotency-Replayed")).isEqualTo("true");
    assertThat(other.code()).isEqualTo("VAL_004");
    assertThat(orders(user)).isEqualTo(1);
    assertThat(orders(user + "-other")).isZero();
  }

  /** After failures Redis is left alone for ten seconds. */
  @Test
  void answersRepeatsFromRedis() {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> {
          String key = UUID.randomUUID().toString();
          Client.Reply first = order(key, "quick-" + key);
          double before = used();

          repeatsAreHarmless(key, "quick-" + key, first);

          assertThat(used()).isEqualTo(before + 2);
        });
  }

  @ParameterizedTest
  @EnumSource(RedisLine.Trouble.class)
  void answersAlikeWhateverIsWrong(RedisLine.Trouble trouble) throws IOException {
    String before = UUID.randomUUID().toString();
    String during = UUID.randomUUID().toString();
    Client.Reply first = order(before, "before-" + trouble);
    line.trouble(trouble);

    repeatsAreHarmless(before, "before-" + trouble, first);
    repeatsAreHarmless(during, "during-" + trouble, order(during, "during-" + trouble));
  }

  @Test
  void answersAlikeWhenRedisForgets() throws IOException {
    String key = UUID.randomUUID().toString();
    Client.Reply first = order(key, "forgotten");
    redis.kill();
    redis.restart();

    repeatsAreHarmless(key, "forgotten", first);
  }

  @Test
  void believesNoAnswerToAnotherKey() {
    String mine = UUID.randomUUID().toString();
    String foreign = UUID.randomUUID().toString();
    Client.Reply first = order(mine, "mine");
    order(foreign, "foreign");
    line.answerAlso(mine, foreign);

    repeatsAreHarmless(mine, "mine", first);
  }
}
