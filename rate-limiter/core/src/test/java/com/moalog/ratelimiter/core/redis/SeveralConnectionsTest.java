package com.moalog.ratelimiter.core.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.moalog.local.servers.RedisServer;
import com.moalog.local.servers.RunningServer;
import com.moalog.local.servers.TestServers;
import com.moalog.ratelimiter.core.model.Decision;
import com.moalog.ratelimiter.core.model.Rate;
import com.moalog.ratelimiter.core.model.Request;
import com.moalog.ratelimiter.core.model.StorageKey;
import com.moalog.ratelimiter.core.model.TokenBucket;
import io.lettuce.core.KillArgs;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server of their own, so that each connection is the limiter's or the test's. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SeveralConnectionsTest {

  private static final TokenBucket LIMIT = new TokenBucket(10, new Rate(1, 3_600));

  private RunningServer<RedisServer> server;
  private RedisClient client;
  private RedisCommands<String, String> redis;

  @BeforeAll
  void start() throws IOException {
    server = TestServers.newRedis();
    client = RedisClient.create(address(1).uris().getFirst());
    redis = client.connect().sync();
  }

  @AfterAll
  void stop() throws IOException {
    client.shutdown();
    server.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void opensSoManyAndClosesThem(int connections) {
    try (RedisConnector connector = new RedisConnector(address(connections))) {
      try (RedisLimiter limiter = join(connector.connect())) {
        assertThat(limiter.isOpen()).isTrue();
        assertThat(connected()).isEqualTo(connections);
      }
      await().until(() -> connected() == 0);
    }
  }

  @Test
  void limitsEachKeyAsOneWould() {
    try (RedisConnector connector = new RedisConnector(address(5));
        RedisLimiter limiter = join(connector.connect())) {
      List<StorageKey> keys =
          IntStream.range(0, 20).mapToObj(i -> StorageKey.of("test:", "many", "key-" + i)).toList();
      for (StorageKey key : keys) {
        for (int i = 9; i >= 0; i--) {
          assertThat(join(limiter.check(key, LIMIT, 1)).remaining()).isEqualTo(i);
        }
      }
      List<Decision> decisions =
          join(limiter.checkEach(keys.stream().map(key -> new Request(key, LIMIT, 1)).toList()));
      assertThat(decisions).hasSize(20).noneMatch(Decision::allowed);
    }
  }

  @Test
  void isLostWithAnyOfThem() {
    try (RedisConnector connector = new RedisConnector(address(3));
        RedisLimiter limiter = join(connector.connect())) {
      String last =
          redis
              .clientList()
              .lines()
              .filter(line -> !line.contains("cmd=client"))
              .toList()
              .getLast();
      long id = Long.parseLong(last.replaceAll("^id=(\\d+) .*", "$1"));
      assertThat(redis.clientKill(KillArgs.Builder.id(id))).isEqualTo(1);
      await().until(() -> !limiter.isOpen());
    }
  }

  @Test
  void hasAtLeastOneAndAtMostSixtyFour() {
    assertThatThrownBy(() -> address(0)).hasMessageContaining("1 to 64");
    assertThatThrownBy(() -> address(65)).hasMessageContaining("1 to 64");
    assertThat(address(64).connections()).isEqualTo(64);
  }

  /** Without the one that asks. */
  private long connected() {
    return redis.clientList().lines().count() - 1;
  }

  private RedisAddress address(int connections) {
    RedisAddress one =
        TestAddresses.patient(server.server().port(), "", server.server().password());
    return new RedisAddress(
        one.topology(),
        one.login(),
        one.tls(),
        one.commandTimeout(),
        one.connectTimeout(),
        connections);
  }

  private static <T> T join(CompletionStage<T> stage) {
    return stage.toCompletableFuture().join();
  }
}
