package com.moalog.ratelimiter.server.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.moalog.ratelimiter.core.model.Algorithm;
import com.moalog.ratelimiter.core.model.FailMode;
import com.moalog.ratelimiter.core.model.Rate;
import com.moalog.ratelimiter.core.model.SlidingWindow;
import com.moalog.ratelimiter.core.model.TokenBucket;
import com.moalog.ratelimiter.server.http.AddressBlock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "SERVER_PORT | 70000 | server.port must be a whole number from 0 to 65535, got: 70000",
        "SERVER_PORT | http | server.port must be",
        "RATE_LIMITER_DEFAULT_CAPACITY | 0 | capacity must be a whole number from 1",
        "RATE_LIMITER_DEFAULT_REFILL_RATE | 0 | must be a rate like",
        "RATE_LIMITER_DEFAULT_WINDOW_SIZE | -1 | window-size must be",
        "RATE_LIMITER_SLIDING_WINDOW_MAX_REQUESTS | 1000001 | max-requests must be",
        "RATE_LIMITER_DEFAULT_WINDOW_SIZE | 31622401 | window-size must be",
        "RATE_LIMITER_FALLBACK_SHARE | 0 | share must be above 0 and at most 1",
        "RATE_LIMITER_FALLBACK_SHARE | 1.01 | share must be above 0 and at most 1",
        "RATE_LIMITER_FALLBACK_SHARE | -0.1 | share must be above 0 and at most 1",
        "RATE_LIMITER_BREAKER_RATE | 0 | rate must be above 0 and at most 1",
        "RATE_LIMITER_BREAKER_RATE | 1e-999 | rate must be above 0 and at most 1",
        "RATE_LIMITER_TOKEN_BUCKET_KEY_PREFIX | rate_limiter:leaky_bucket: | must differ from the"
            + " other prefixes, got: rate_limiter:leaky_bucket:",
        "RATE_LIMITER_SLIDING_WINDOW_KEY_PREFIX | rate_limiter:token_bucket: | must differ",
        "RATE_LIMITER_DEFAULT_ALGORITHM | NONE | must be the name of an algorithm, got: NONE",
        "RATE_LIMITER_ENABLED_ALGORITHMS | FIXED_WINDOW | Default algorithm 'TOKEN_BUCKET' is not"
            + " implemented. Supported algorithms: [FIXED_WINDOW]",
        "RATE_LIMITER_ENABLED_ALGORITHMS | TOKEN_BUCKET,X | got: X",
        "RATE_LIMITER_FAIL_MODE | shut | must be open, local or closed, got: shut",
        "RATE_LIMITER_TRUSTED_PROXIES | 10.0.0.0/33 | got: 10.0.0.0/33",
        "RATE_LIMITER_HEADERS_RESET_FORMAT | date | must be delta or epoch",
        "SPRING_DATA_REDIS_CLUSTER_NODES | a | must be a list like host:6379,host:6380, got: a",
        "SPRING_DATA_REDIS_CLUSTER_NODES | a:65536 | must be a list like host:6379",
        "SPRING_DATA_REDIS_SENTINEL_MASTER | limits | sentinel.nodes are needed together",
        "SPRING_DATA_REDIS_SENTINEL_NODES | a:1 | sentinel.nodes are needed together",
        "RATE_LIMITER_REDIS_SSL_CA | nowhere.pem | cannot be read: nowhere.pem",
        "SPRING_DATA_REDIS_TIMEOUT | soon | must be a positive time",
        "LOG_FORMAT | xml | must be json or text",
        "LOGGING_FORMAT | xml | must be json or text",
        "RATE_LIMITER_ENABLED | perhaps | must be true or false"
      })
  void refusesAFaultyValueAndNamesIt(String name, String value, String fault) {
    assertThatThrownBy(() -> Settings.read(Map.of(name, value), Map.of()))
        .isInstanceOf(BadSettingsException.class)
        .hasMessageContaining(fault)
        .hasMessageNotContaining("\n");
  }

  @Test
  void tellsWhichOfTwoKeysWinsWhenTheyDiffer() {
    Map<String, String> both =
        Map.of(
            "RATE_LIMITER_TOKEN_BUCKET_CAPACITY", "5",
            "RATE_LIMITER_DEFAULT_CAPACITY", "7",
            "RATE_LIMITER_SLIDING_WINDOW_MAX_REQUESTS", "7");
    Values values = new Values(Map.of(), both, Map.of());
    LimitSettings limits = LimitSettings.read(values);
    assertThat(limits.bucket().capacity()).isEqualTo(5);
    assertThat(values.notes())
        .containsExactly(
            "rate-limiter.token-bucket.capacity wins over rate-limiter.default.capacity, which"
                + " differs");
  }

  @Test
  void namesAllFaultsTogether() {
    assertThatThrownBy(() -> Settings.read(Map.of("SERVER_PORT", "x", "REDIS_PORT", "y"), Map.of()))
        .hasMessageContaining("server.port")
        .hasMessageContaining("spring.data.redis.port");
  }

  @Test
  void refusesAnUnknownKeyOfTheFile(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("limiter.yml");
    Files.writeString(file, "rate-limiter:\n  default:\n    capasity: 5\n");
    assertThatThrownBy(
            () -> Settings.read(Map.of("RATE_LIMITER_CONFIG", file.toString()), Map.of()))
        .hasMessageContaining("rate-limiter.default.capasity is not a known key");
  }

  @Test
  void refusesAFileThatIsNotThere() {
    assertThatThrownBy(() -> Settings.read(Map.of("RATE_LIMITER_CONFIG", "nowhere.yml"), Map.of()))
        .hasMessageContaining("nowhere.yml cannot be read");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "file:", "file://", "optional:", "optional:file:"})
  void readsTheFileAtALocationAsSpringWritesIt(String prefix, @TempDir Path folder)
      throws IOException, BadSettingsException {
    Path file = Files.writeString(folder.resolve("limiter.yml"), "server: {port: 4}");
    Map<String, String> environment = Map.of("SPRING_CONFIG_ADDITIONAL_LOCATION", prefix + file);
    assertThat(Settings.read(environment, Map.of()).http().port()).isEqualTo(4);
  }

  @Test
  void onlyAnOptionalFileMayBeMissing() throws BadSettingsException {
    String missing = "file:/nowhere/limiter.yml";
    Map<String, String> optional =
        Map.of("SPRING_CONFIG_ADDITIONAL_LOCATION", "optional:" + missing);
    assertThat(Settings.read(optional, Map.of()).http().port()).isEqualTo(8080);
    assertThat(Values.of(optional, Map.of()).notes())
        .containsExactly(
            "spring.config.additional-location names a file that is not there: optional:"
                + missing);
    assertThatThrownBy(
            () -> Settings.read(Map.of("SPRING_CONFIG_ADDITIONAL_LOCATION", missing), Map.of()))
        .hasMessageContaining("/nowhere/limiter.yml cannot be read");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a.yml,b.yml",
        "optional:file:a.yml;file:b.yml",
        "classpath:/a.yml",
        "optional:optional:a.yml",
        "https://example.com/a.yml",
        "file:/etc/limiter/"
      })
  void refusesALocationThatIsNotOneFile(String location) {
    Map<String, String> environment = Map.of("SPRING_CONFIG_ADDITIONAL_LOCATION", location);
    assertThatThrownBy(() -> Settings.read(environment, Map.of()))
        .isInstanceOf(BadSettingsException.class)
        .hasMessageContaining(
            "spring.config.additional-location must name one file, got: " + location);
  }

  @Test
  void hasTheDefaultsOfTheContract() throws BadSettingsException {
    Settings settings = Settings.read(Map.of(), Map.of());
    assertThat(settings.http().port()).isEqualTo(8080);
    assertThat(settings.http().address()).isEqualTo("0.0.0.0");
    assertThat(settings.http().trustedProxies()).isEmpty();
    assertThat(settings.http().ietfHeaders()).isTrue();
    assertThat(settings.limits().defaultAlgorithm()).isEqualTo(Algorithm.TOKEN_BUCKET);
    assertThat(settings.limits().bucket()).isEqualTo(new TokenBucket(100, new Rate(10, 1)));
    assertThat(settings.limits().window()).isEqualTo(SlidingWindow.ofSeconds(100, 60));
    assertThat(settings.fallback().failMode()).isEqualTo(FailMode.LOCAL);
    assertThat(settings.fallback().sharePermille()).isEqualTo(1_000);
    assertThat(settings.fallback().probeInterval()).isEqualTo(Duration.ofMillis(500));
    assertThat(settings.redis().commandTimeout()).isEqualTo(Duration.ofMillis(50));
    assertThat(settings.redis()).hasToString("localhost:6379");
    assertThat(settings.actuator().user()).isEqualTo("admin");
    assertThat(settings.application()).isEqualTo("distributed-rate-limiter");
  }

  @ParameterizedTest
  @CsvSource({
    "RATE_LIMITER_DEFAULT_REFILL_RATE, 5/m",
    "RATELIMITER_DEFAULT_REFILLRATE, 5/m",
    "RATE_LIMITER_TOKEN_BUCKET_REFILL_RATE, 5/m"
  })
  void readsBothSpellingsAndBothGenerations(String name, String value) throws BadSettingsException {
    assertThat(Settings.read(Map.of(name, value), Map.of()).limits().bucket().rate())
        .isEqualTo(new Rate(5, 60));
  }

  @Test
  void theLaterSourceWins(@TempDir Path folder) throws IOException, BadSettingsException {
    Path file = folder.resolve("limiter.yml");
    Files.writeString(
        file, "rate-limiter:\n  trusted-proxies: [10.0.0.0/8, '::1']\nserver:\n  port: 1\n");
    Map<String, String> environment =
        Map.of("RATE_LIMITER_CONFIG", file.toString(), "SERVER_PORT", "2");
    assertThat(Settings.read(environment, Map.of()).http().port()).isEqualTo(2);
    assertThat(Settings.read(environment, Map.of("server.port", "3")).http().port()).isEqualTo(3);
    assertThat(Settings.read(environment, Map.of()).http().trustedProxies()).hasSize(2);
  }

  @Test
  void theLaterSourceWinsUnderAnyOfTheNames(@TempDir Path folder)
      throws IOException, BadSettingsException {
    Path file = folder.resolve("limiter.yml");
    Files.writeString(
        file,
        """
        spring: {data: {redis: {host: file}}}
        rate-limiter: {default: {algorithm: FIXED_WINDOW, capacity: 9}, token-bucket: {capacity: 5}}
        """);
    Map<String, String> environment =
        Map.of(
            "RATE_LIMITER_CONFIG", file.toString(),
            "REDIS_HOST", "environment",
            "RATE_LIMITER_ALGORITHM", "LEAKY_BUCKET",
            "RATE_LIMITER_DEFAULT_CAPACITY", "7");
    Settings settings = Settings.read(environment, Map.of());
    assertThat(settings.redis()).hasToString("environment:6379");
    assertThat(settings.limits().defaultAlgorithm()).isEqualTo(Algorithm.LEAKY_BUCKET);
    assertThat(settings.limits().bucket().capacity()).as("says it of one algorithm").isEqualTo(5);
    assertThat(settings.limits().window().maxRequests()).isEqualTo(7);
    assertThat(Settings.read(environment, Map.of("redis.host", "property")).redis())
        .hasToString("property:6379");
  }

  @Test
  void trustsEveryProxyAlsoWhenSomeAreListed(@TempDir Path folder)
      throws IOException, BadSettingsException {
    Path file = folder.resolve("limiter.yml");
    Files.writeString(
        file, "rate-limiter: {default: {trust-proxy: true}, trusted-proxies: [10.0.0.0/8]}");
    Map<String, String> environment = Map.of("RATE_LIMITER_CONFIG", file.toString());
    assertThat(Settings.read(environment, Map.of()).http().trustedProxies())
        .containsExactly(AddressBlock.ALL_IPV4, AddressBlock.ALL_IPV6);
  }

  @ParameterizedTest
  @CsvSource({
    "0.3333, 333",
    "0.0625, 62",
    "0.9999, 999",
    "0.0001, 1",
    "1e-999999, 1",
    "1.000, 1000"
  })
  void roundsTheShareDownToThousandthsButNotToNothing(String share, int permille)
      throws BadSettingsException {
    Map<String, String> environment =
        Map.of("RATE_LIMITER_FALLBACK_SHARE", share, "RATE_LIMITER_BREAKER_RATE", "0.0625");
    FallbackSettings fallback = Settings.read(environment, Map.of()).fallback();
    assertThat(fallback.sharePermille()).isEqualTo(permille);
    assertThat(fallback.threshold().failureRate()).isEqualTo(0.0625);
  }

  @Test
  void theSpringNameOfTheRedisHostComesFirst() throws BadSettingsException {
    Map<String, String> both = Map.of("SPRING_DATA_REDIS_HOST", "a", "REDIS_HOST", "b");
    assertThat(Settings.read(both, Map.of()).redis()).hasToString("a:6379");
    assertThat(Settings.read(Map.of("REDIS_HOST", "b"), Map.of()).redis()).hasToString("b:6379");
  }

  @Test
  void readsWhereSentinelsAndClustersAre() throws BadSettingsException {
    Map<String, String> sentinels =
        Map.of(
            "SPRING_DATA_REDIS_SENTINEL_MASTER", "limits",
            "SPRING_DATA_REDIS_SENTINEL_NODES", "a:26379, [::1]:26380",
            "SPRING_DATA_REDIS_SENTINEL_PASSWORD", "secret");
    assertThat(Settings.read(sentinels, Map.of()).redis())
        .hasToString("limits of sentinels a:26379,[::1]:26380");
    Map<String, String> cluster = Map.of("SPRING_DATA_REDIS_CLUSTER_NODES", "a:7000,b:7001");
    assertThat(Settings.read(cluster, Map.of()).redis()).hasToString("cluster a:7000,b:7001");
  }
}
