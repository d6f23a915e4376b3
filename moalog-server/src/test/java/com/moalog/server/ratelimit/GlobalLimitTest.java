package com.moalog.server.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import com.moalog.local.servers.TestServers;
import com.moalog.server.testing.ApiAnswer;
import com.moalog.server.testing.ApiClient;
import com.moalog.server.testing.TestServer;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The limit as the real rate limiter on a real Redis decides it. */
class GlobalLimitTest {

  private static final int LIMIT = 100;

  @SuppressWarnings("NullAway.Init") // set before all tests
  private static Process limiter;

  @SuppressWarnings("NullAway.Init") // set before all tests
  private static TestServer server;

  @BeforeAll
  static void start() throws IOException {
    int port = TestServers.freePort();
    limiter = startLimiter(port);
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .ignoreExceptions()
        .until(() -> status("http://127.0.0.1:" + port + "/actuator/health") == 200);
    server =
        TestServer.start(
            Map.of("RATE_LIMITER_ENABLED", "true", "RATE_LIMITER_URL", "http://127.0.0.1:" + port));
  }

  @AfterAll
  static void stop() throws InterruptedException {
    server.close();
    limiter.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
  }

  @Test
  void refusesTheHundredAndFirstRequestOfAnAddress() {
    ApiClient client = from("10.1.1.1");
    for (int request = 0; request < LIMIT; request++) {
      ApiAnswer answer = client.get("/api/v1/retro-rooms");
      answer.isRefused(401, "AUTH4001");
      assertThat(answer.header("X-RateLimit-Remaining"))
          .isEqualTo(Integer.toString(LIMIT - 1 - request));
    }
    ApiAnswer refused = client.with("Origin", "https://moalog.me").get("/api/v1/retro-rooms");
    refused.isRefused(429, "RATE4291");
    assertThat(number(refused, "Retry-After")).isBetween(1, 60);
    assertThat(number(refused, "X-RateLimit-Limit")).isEqualTo(LIMIT);
    assertThat(number(refused, "X-RateLimit-Remaining")).isZero();
    assertThat(number(refused, "X-RateLimit-Reset")).isBetween(1, 60);
    assertThat(refused.header("x-request-id")).isNotNull();
    assertThat(refused.header("Access-Control-Allow-Origin")).isEqualTo("https://moalog.me");

    client.get("/api/v1/nothing").isRefused(429, "RATE4291");
    from("10.1.1.2").get("/api/v1/retro-rooms").isRefused(401, "AUTH4001");
    assertThat(client.get("/health").status()).isEqualTo(200);
    assertThat(server.client().get("/metrics").text())
        .contains(
            "axum_http_requests_total{endpoint=\"/api/v1/retro-rooms\",method=\"GET\","
                + "status=\"429\"} 1.0")
        .contains("moalog_rate_limit_decisions_total{result=\"denied\"} 2.0");
  }

  @Test
  void letsEverythingPassWithoutALimiter() throws IOException {
    int nobody = TestServers.freePort();
    try (TestServer alone =
        TestServer.start(
            Map.of(
                "RATE_LIMITER_ENABLED",
                "true",
                "RATE_LIMITER_URL",
                "http://127.0.0.1:" + nobody))) {
      for (int request = 0; request <= LIMIT; request++) {
        alone.client().get("/api/v1/retro-rooms").isRefused(401, "AUTH4001");
      }
      assertThat(alone.client().get("/metrics").text())
          .contains("resilience4j_circuitbreaker_state{name=\"rate-limiter\",state=\"open\"} 1.0")
          .contains("moalog_rate_limit_decisions_total{result=\"bypassed\"} 101.0");
    }
  }

  private static ApiClient from(String address) {
    return server.client().with("X-Forwarded-For", address);
  }

  private static int number(ApiAnswer answer, String header) {
    return Integer.parseInt(String.valueOf(answer.header(header)));
  }

  private static Process startLimiter(int port) throws IOException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    ProcessBuilder builder =
        new ProcessBuilder(
                List.of(
                    java.toString(),
                    "-Xmx96m",
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    System.getProperty("java.class.path"),
                    "com.moalog.ratelimiter.server.RateLimiterServer"))
            .redirectErrorStream(true)
            .redirectOutput(Path.of("target", "rate-limiter-of-tests.log").toFile());
    builder
        .environment()
        .putAll(
            Map.of(
                "SERVER_PORT",
                Integer.toString(port),
                "SERVER_ADDRESS",
                "127.0.0.1",
                "REDIS_HOST",
                "127.0.0.1",
                "REDIS_PORT",
                Integer.toString(TestServers.redis().port()),
                "REDIS_PASSWORD",
                TestServers.REDIS_PASSWORD));
    return builder.start();
  }

  private static int status(String address) throws IOException {
    var connection = (HttpURLConnection) URI.create(address).toURL().openConnection();
    try {
      return connection.getResponseCode();
    } finally {
      connection.disconnect();
    }
  }
}
