package com.moalog.ratelimiter.server;

import static com.moalog.ratelimiter.server.Limiter.OPERATOR;
import static com.moalog.ratelimiter.server.Limiter.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.moalog.local.servers.TestServers;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPInputStream;
import javax.management.JMException;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who sees what of the operator's part. */
class ActuatorTest {

  private static final String HEADER = "Authorization";
  private static Limiter limiter;

  @BeforeAll
  static void start() {
    limiter =
        Limiter.start(Limiter.environment(TestServers.redis(), "SPRING_DATA_REDIS_TIMEOUT", "20s"));
  }

  @AfterAll
  static void stop() {
    limiter.close();
  }

  @ParameterizedTest
  @CsvSource({
    "/actuator/health, 200, 200",
    "/actuator/health/liveness, 200, 200",
    "/actuator/health/readiness, 200, 200",
    "/actuator/info, 200, 200",
    "/actuator/prometheus, 401, 200",
    "/actuator/metrics, 401, 200",
    "/actuator/metrics/jvm.memory.used, 401, 200",
    "/actuator/metrics/none, 401, 404",
    "/actuator/env, 401, 404",
    "/actuator/health/none, 401, 404",
    "/api/v1/rate-limit/check, 200, 200",
    "/nowhere, 404, 404"
  })
  void opensEachPathToThoseItIsFor(String path, int anyone, int operator) {
    assertThat(limiter.get(path).statusCode()).isEqualTo(anyone);
    assertThat(limiter.get(path, HEADER, OPERATOR).statusCode()).isEqualTo(operator);
    HttpResponse<String> wrong = limiter.get(path, HEADER, Limiter.basic("actuator", "guess"));
    assertThat(wrong.statusCode()).isEqualTo(401);
    assertThat(wrong.body()).isEmpty();
    assertThat(wrong.headers().firstValue("WWW-Authenticate")).contains("Basic realm=\"Realm\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Basic", "Basic !!!", "basic", "Basic YWN0dWF0b3I=", "BASIC OjpzZWNyZXQ="})
  void refusesMalformedCredentials(String header) {
    int status = limiter.get("/actuator/prometheus", HEADER, header).statusCode();
    assertThat(status).isEqualTo(401);
  }

  @Test
  void answersTheContainersHealthCheck() {
    HttpResponse<String> response = limiter.send("HEAD", "/actuator/health", "");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEmpty();
  }

  @Test
  void tellsTheOperatorMoreAboutHealth() {
    assertThat(json(limiter.get("/actuator/health")))
        .isEqualTo(new JsonObject().put("status", "UP"));
    JsonObject components =
        json(limiter.get("/actuator/health", HEADER, OPERATOR)).getJsonObject("components");
    assertThat(components.fieldNames()).contains("redis", "rateLimiter", "diskSpace", "ping");
    JsonObject details = components.getJsonObject("rateLimiter").getJsonObject("details");
    assertThat(details.getString("ping")).isEqualTo("PONG");
    assertThat(details.getString("redis")).isEqualTo("connected");
    assertThat(details.getString("breaker")).isEqualTo("closed");
  }

  @Test
  void countsWhatItDecidesWithoutNamingAKey() {
    limiter.check("key=secret-key");
    HttpResponse<String> response = limiter.get("/actuator/prometheus", HEADER, OPERATOR);
    assertThat(response.headers().firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain; version=0.0.4"));
    assertThat(response.body())
        .doesNotContain("secret-key")
        .contains(
            "rate_limiter_requests_total{algorithm=\"TOKEN_BUCKET\",allowed=\"true\","
                + "application=\"distributed-rate-limiter\",environment=\"default\"}")
        .contains("rate_limiter_check_seconds_bucket{", "rate_limiter_redis_seconds_bucket{")
        .contains("le=\"5.0E-4\"")
        .contains("rate_limiter_policy_requests_total{", "rate_limiter_deny_cache_total{")
        .contains("rate_limiter_breaker_state{", "rate_limiter_degraded{")
        .contains("rate_limiter_local_keys{", "http_server_requests_seconds_bucket{")
        .contains("uri=\"/api/v1/rate-limit/check\"")
        .contains("jvm_memory_used_bytes{", "jvm_memory_max_bytes{", "jvm_threads_live_threads{")
        .contains("process_uptime_seconds{", "process_cpu_usage{", "system_cpu_usage{");
  }

  @Test
  void showsItsFiguresToJmx() throws JMException {
    try (Limiter own =
        Limiter.start(
            Limiter.environment(
                TestServers.redis(),
                "RATE_LIMITER_DEFAULT_REFILL_RATE",
                "1/h",
                "SPRING_DATA_REDIS_TIMEOUT",
                "20s"))) {
      own.check("key=jmx&permits=100");
      own.check("key=jmx");
      assertThat(figure("Allowed")).isEqualTo(1L);
      assertThat(figure("Denied")).isEqualTo(1L);
      assertThat(figure("Fallback")).isEqualTo(0L);
      assertThat(figure("BreakerState")).isEqualTo(0);
      assertThat(figure("LocalKeys")).isEqualTo(0L);
    }
  }

  private static Object figure(String name) throws JMException {
    return ManagementFactory.getPlatformMBeanServer()
        .getAttribute(new ObjectName("moalog.ratelimiter:type=RateLimiter"), name);
  }

  @Test
  void answersTheFirstCallerByRedisAfterItHasWarmedUp() {
    try (Limiter warm =
        Limiter.start(
            Limiter.environment(
                TestServers.redis(),
                "RATE_LIMITER_WARM_UP",
                "true",
                "SPRING_DATA_REDIS_TIMEOUT",
                "20s"))) {
      assertThat(json(warm.check("key=first")).containsKey("degraded")).isFalse();
      assertThat(warm.get("/actuator/prometheus", HEADER, OPERATOR).body())
          .as("the warm-up is not counted")
          .contains("result=\"allowed\"} 1.0");
    }
  }

  @Test
  void tracesRequestsWhenAnEndpointIsSet() throws IOException {
    String traceId = "0af7651916cd43dd8448eb211c80319c";
    List<String> received = new CopyOnWriteArrayList<>();
    HttpServer collector =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    collector.createContext(
        "/v1/traces",
        exchange -> {
          try (exchange) {
            InputStream body = exchange.getRequestBody();
            boolean zipped =
                "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
            byte[] bytes = (zipped ? new GZIPInputStream(body) : body).readAllBytes();
            received.add(new String(bytes, StandardCharsets.ISO_8859_1));
            exchange.sendResponseHeaders(200, -1);
          }
        });
    collector.start();
    try (Limiter traced =
        Limiter.start(
            Limiter.environment(
                TestServers.redis(),
                "OTEL_EXPORTER_OTLP_ENDPOINT",
                "http://127.0.0.1:" + collector.getAddress().getPort(),
                "OTEL_BSP_SCHEDULE_DELAY",
                "100"))) {
      traced.check("key=traced", "traceparent", "00-" + traceId + "-b7ad6b7169203331-01");
      String id = new String(HexFormat.of().parseHex(traceId), StandardCharsets.ISO_8859_1);
      await()
          .atMost(Duration.ofMinutes(1))
          .untilAsserted(() ->
              assertThat(received)
                  .anySatisfy(
                      spans -> assertThat(spans).contains(id, "GET /api/v1/rate-limit/check")));
    } finally {
      collector.stop(0);
    }
  }

  @Test
  void canBeScrapedWithoutCredentialsWhenSaidSo() {
    try (Limiter open =
        Limiter.start(
            Limiter.environment(
                TestServers.redis(),
                "ACTUATOR_PROMETHEUS_PUBLIC",
                "true",
                "RATE_LIMITER_ADMIN_RESET_REQUIRES_AUTH",
                "true",
                "SPRING_DATA_REDIS_TIMEOUT",
                "20s"))) {
      assertThat(open.get("/actuator/prometheus").statusCode()).isEqualTo(200);
      assertThat(open.get("/actuator/metrics").statusCode()).isEqualTo(401);
      assertThat(open.reset("?key=a").statusCode()).isEqualTo(401);
      assertThat(open.reset("?key=a", HEADER, OPERATOR).statusCode()).isEqualTo(200);
    }
  }
}
