package com.moalog.ratelimiter.server;

import static com.moalog.ratelimiter.server.Limiter.OPERATOR;
import static com.moalog.ratelimiter.server.Limiter.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.moalog.local.servers.TestServers;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
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
        Limiter.start(Limiter.environment(TestServers.redis(), "SPRING_DATA_REDIS_TIMEOUT", "5s"));
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
  void canBeScrapedWithoutCredentialsWhenSaidSo() {
    try (Limiter open =
        Limiter.start(
            Limiter.environment(
                TestServers.redis(),
                "ACTUATOR_PROMETHEUS_PUBLIC",
                "true",
                "RATE_LIMITER_ADMIN_RESET_REQUIRES_AUTH",
                "true"))) {
      assertThat(open.get("/actuator/prometheus").statusCode()).isEqualTo(200);
      assertThat(open.get("/actuator/metrics").statusCode()).isEqualTo(401);
      assertThat(open.reset("?key=a").statusCode()).isEqualTo(401);
      assertThat(open.reset("?key=a", HEADER, OPERATOR).statusCode()).isEqualTo(200);
    }
  }
}
