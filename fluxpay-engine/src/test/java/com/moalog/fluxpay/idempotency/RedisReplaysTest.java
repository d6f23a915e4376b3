package com.moalog.fluxpay.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import com.moalog.local.servers.TestServers;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RedisReplaysTest {

  private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");
  private static final String SHOP = "shop";

  private final RequestKey key =
      new RequestKey("POST:/api/v1/orders", UUID.randomUUID().toString(), "a fingerprint");
  private final KeyStore.Known known =
      new KeyStore.Known(true, key.fingerprint(), 201, "{\"price\":\"₩9,900\"}");
  private static final Duration LONGEST = Duration.ofHours(2);
  private final RedisClient client =
      RedisClient.create(
          RedisURI.builder()
              .withHost("127.0.0.1")
              .withPort(TestServers.redis().port())
              .withPassword(TestServers.REDIS_PASSWORD.toCharArray())
              .build());
  private final StatefulRedisConnection<String, String> connection = client.connect();
  private final RedisCommands<String, String> redis = connection.sync();
  private Instant now = NOW;
  private final RedisReplays replays = replays("00ff");

  private RedisReplays replays(String secret) {
    return new RedisReplays(
        new ReplaySettings(
            "127.0.0.1",
            TestServers.redis().port(),
            TestServers.REDIS_PASSWORD,
            "test",
            Duration.ofMinutes(1),
            LONGEST),
        new RedisReplays.EncodedKey(secret),
        new RedisReplays.Surroundings(
            CircuitBreaker.ofDefaults("redis"), () -> now, new SimpleMeterRegistry()));
  }

  @AfterEach
  void close() {
    replays.close();
    connection.close();
    client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
  }

  private static String name(RequestKey of) {
    return "test:" + SHOP + ":" + of.endpoint() + ":" + of.key();
  }

  private void keep() {
    replays.keep(SHOP, key, known, NOW.plus(Duration.ofHours(24)));
  }

  @Test
  void tellsWhatItWasTold() {
    keep();

    assertThat(replays.find(SHOP, key)).contains(known);
    assertThat(redis.pttl(name(key))).isPositive().isLessThanOrEqualTo(LONGEST.toMillis());
  }

  @Test
  void forgetsAMinuteBeforePostgresqlDoes() {
    replays.keep(SHOP, key, known, NOW.plus(Duration.ofMinutes(10)));

    assertThat(redis.pttl(name(key)))
        .isPositive()
        .isLessThanOrEqualTo(Duration.ofMinutes(9).toMillis());
  }

  @Test
  void knowsNothingOfAKeyThatWasNeverUsed() {
    assertThat(replays.find(SHOP, key)).isEmpty();
  }

  @Test
  void tellsTheFingerprintToWhoeverSendsAnother() {
    keep();
    RequestKey other = new RequestKey(key.endpoint(), key.key(), "another fingerprint");

    assertThat(replays.find(SHOP, other)).contains(known);
  }

  /** What somebody may have done to an entry. */
  static Stream<Map<String, String>> alterations() {
    return Stream.of(
        Map.of("response", "{\"price\":\"₩9"),
        Map.of("response", ""),
        Map.of("httpStatus", "200"),
        Map.of("httpStatus", "two hundred"),
        Map.of("hash", "another fingerprint"),
        Map.of("status", "processing"),
        Map.of("expiry", Long.toString(Long.MAX_VALUE)),
        Map.of("expiry", ""),
        Map.of("proof", "00"));
  }

  @ParameterizedTest
  @MethodSource("alterations")
  void disbelievesWhatWasAltered(Map<String, String> alteration) {
    keep();
    redis.hset(name(key), alteration);

    assertThat(replays.find(SHOP, key)).isEmpty();
  }

  @Test
  void disbelievesAnEntryWithoutAPart() {
    keep();
    redis.hdel(name(key), "response");

    assertThat(replays.find(SHOP, key)).isEmpty();
  }

  @Test
  void disbelievesAnswersToOthers() {
    keep();
    RequestKey other = new RequestKey(key.endpoint(), UUID.randomUUID().toString(), "another");
    redis.copy(name(key), name(other));
    redis.copy(name(key), name(key).replace(SHOP, "neighbour"));

    assertThat(replays.find(SHOP, other)).isEmpty();
    assertThat(replays.find("neighbour", key)).isEmpty();
  }

  @Test
  void disbelievesWhatAnotherSecretProves() {
    try (RedisReplays stranger = replays("ff00")) {
      stranger.keep(SHOP, key, known, NOW.plus(Duration.ofHours(24)));
    }

    assertThat(replays.find(SHOP, key)).isEmpty();
  }

  @Test
  void disbelievesAnEntryThatOutlivedItsKey() {
    keep();
    redis.persist(name(key));
    now = NOW.plus(Duration.ofHours(24));

    assertThat(replays.find(SHOP, key)).isEmpty();
  }
}
