package com.moalog.ratelimiter.server;

import static com.moalog.ratelimiter.server.Limiter.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.moalog.local.servers.TestServers;
import com.moalog.ratelimiter.core.model.Algorithm;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The API of the contract, against a real Redis. */
class LimitApiTest {

  private static Limiter limiter;

  private final String key = "test:" + UUID.randomUUID();

  @BeforeAll
  static void start() {
    // Time that passes between two requests must not refill anything that a test counts.
    limiter =
        Limiter.start(
            Limiter.environment(
                TestServers.redis(),
                "RATE_LIMITER_DEFAULT_REFILL_RATE",
                "1/h",
                "RATE_LIMITER_DEFAULT_WINDOW_SIZE",
                "31536000",
                "SPRING_DATA_REDIS_TIMEOUT",
                "20s"));
  }

  @AfterAll
  static void stop() {
    limiter.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "algorithm=NONE | INVALID_PARAMETER | Invalid value 'NONE'",
        "algorithm=token_bucket | INVALID_PARAMETER | Invalid value 'token_bucket'",
        "permits=x | INVALID_PARAMETER | 'permits' must be an integer",
        "permits=1.5 | INVALID_PARAMETER | 'permits' must be an integer",
        "permits=0 | INVALID_REQUEST | permits must be positive, got: 0",
        "permits=-3 | INVALID_REQUEST | permits must be positive, got: -3",
        "permits=101 | INVALID_REQUEST | permits cannot exceed capacity (100), got: 101",
        "permits=101&algorithm=SLIDING_WINDOW | INVALID_REQUEST | exceed maxRequests (100), got: 101",
        "policy=none | INVALID_PARAMETER | 'policy'",
        "key=a%00b | INVALID_PARAMETER | control characters"
      })
  void refusesAFaultyCheckAndSaysWhy(String query, String error, String message) {
    HttpResponse<String> response = limiter.check(query);
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(json(response).getString("error")).isEqualTo(error);
    assertThat(json(response).getString("message")).contains(message);
    assertThat(json(response).getValue("requestedAlgorithm")).isNull();
    assertThat(json(response).containsKey("supportedAlgorithms")).isTrue();
  }

  @Test
  void refusesAnAlgorithmThatIsSwitchedOff() {
    Map<String, String> environment =
        Limiter.environment(
            TestServers.redis(),
            "RATE_LIMITER_ENABLED_ALGORITHMS",
            "TOKEN_BUCKET,SLIDING_WINDOW_LOG");
    try (Limiter strict = Limiter.start(environment)) {
      HttpResponse<String> response = strict.check("algorithm=FIXED_WINDOW");
      assertThat(response.statusCode()).isEqualTo(400);
      assertThat(json(response).getString("error")).isEqualTo("UNSUPPORTED_ALGORITHM");
      assertThat(json(response).getString("requestedAlgorithm")).isEqualTo("FIXED_WINDOW");
      assertThat(json(response).getString("message"))
          .isEqualTo(
              "Algorithm 'FIXED_WINDOW' is not implemented. Supported algorithms: TOKEN_BUCKET,"
                  + " SLIDING_WINDOW_LOG");
    }
  }

  @ParameterizedTest
  @EnumSource(Algorithm.class)
  void decidesByEachAlgorithm(Algorithm algorithm) {
    String query = "key=" + key + "&permits=60&algorithm=" + algorithm;
    JsonObject allowed = json(limiter.check(query));
    assertThat(allowed.getBoolean("allowed")).isTrue();
    assertThat(allowed.getLong("remaining")).isEqualTo(40);
    assertThat(allowed.getString("algorithm")).isEqualTo(algorithm.name());
    HttpResponse<String> denied = limiter.check(query);
    assertThat(denied.statusCode()).isEqualTo(429);
    assertThat(json(denied).getLong("retryAfterSeconds")).isPositive();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\"b", "a\\b\\", "글 키", "</script>", "a/b\u2028c", "{\"a\":1}"})
  void tellsAKeyAsItWasSent(String name) {
    String sent = name + key;
    JsonObject body = json(limiter.check("key=" + URLEncoder.encode(sent, StandardCharsets.UTF_8)));
    assertThat(body.getString("key")).isEqualTo(sent);
    assertThat(body.getLong("limit")).isEqualTo(100);
    assertThat(body.getString("message")).isEqualTo("Request allowed");
  }

  @Test
  void refusesAKeyOverItsLimitAndTakesTheLongestOne() {
    assertThat(limiter.check("key=" + "k".repeat(512)).statusCode()).isEqualTo(200);
    assertThat(limiter.check("key=" + "k".repeat(513)).statusCode()).isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        " | Required query parameter 'key' is not present.",
        "?key= | must not be blank",
        "?key=%20 | must not be blank",
        "?key=a&algorithm=NONE | Invalid value 'NONE'"
      })
  void refusesAFaultyReset(String query, String message) {
    HttpResponse<String> response = limiter.reset(query == null ? "" : query);
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(json(response).getString("error")).isEqualTo("INVALID_PARAMETER");
    assertThat(json(response).getString("message")).contains(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "[]",
        "5",
        "\"x\"",
        "{\"key\":5}",
        "{\"permits\":\"1\"}",
        "{\"permits\":1.5}",
        "{\"algorithm\":true}",
        "{\"policy\":{}}",
        "{\"permits\":1e30}"
      })
  void refusesAFaultyBody(String body) {
    HttpResponse<String> response = limiter.checkJson(body, "Content-Type", "application/json");
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(json(response).getString("error")).isEqualTo("INVALID_PARAMETER");
  }

  @Test
  void refusesABodyThatIsNotJsonOrTooLong() {
    assertThat(limiter.checkJson("{}").statusCode()).isEqualTo(415);
    assertThat(limiter.checkJson("{}", "Content-Type", "text/plain").statusCode()).isEqualTo(415);
    String padding = " ".repeat(256 * 1024);
    String[] json = {"Content-Type", "application/json"};
    assertThat(limiter.checkJson("{}" + padding, json).statusCode()).isEqualTo(413);
    assertThat(limiter.checkJson("{}" + padding.substring(2), json).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "PUT, /check, 'GET, POST'",
    "HEAD, /check, 'GET, POST'",
    "POST, /remaining, GET",
    "GET, /reset, DELETE"
  })
  void refusesAWrongMethodAndNamesTheRightOnes(String method, String path, String allow) {
    HttpResponse<String> response = limiter.send(method, Limiter.BASE + path, "");
    assertThat(response.statusCode()).isEqualTo(405);
    assertThat(response.headers().firstValue("Allow")).contains(allow);
  }

  @Test
  void describesAnUnknownPath() {
    HttpResponse<String> response = limiter.get("/nowhere");
    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(json(response).fieldNames())
        .containsExactlyInAnyOrder("timestamp", "path", "status", "error", "requestId");
  }

  @Test
  void answersAnAllowedCheckInFull() {
    HttpResponse<String> response = limiter.check("key=" + key);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(json(response))
        .isEqualTo(
            new JsonObject()
                .put("allowed", true)
                .put("key", key)
                .put("algorithm", "TOKEN_BUCKET")
                .put("remaining", 99)
                .put("remainingTokens", 99)
                .put("resetAfterSeconds", 3_600)
                .put("resetTimeSeconds", 3_600)
                .put("retryAfterSeconds", 0)
                .put("message", "Request allowed")
                .put("limit", 100));
    assertHeader(response, "X-RateLimit-Remaining", "99");
    assertHeader(response, "X-RateLimit-Reset", "3600");
    assertHeader(response, "X-RateLimit-Limit", "100");
    assertHeader(response, "RateLimit-Policy", "\"default\";q=100;w=360000");
    assertHeader(response, "RateLimit", "\"default\";r=99;t=3600");
    assertHeader(response, "Cache-Control", "no-cache, no-store, max-age=0, must-revalidate");
    assertHeader(response, "Pragma", "no-cache");
    assertHeader(response, "Expires", "0");
    assertHeader(response, "X-Content-Type-Options", "nosniff");
    assertHeader(response, "X-Frame-Options", "DENY");
    assertHeader(response, "X-XSS-Protection", "0");
    assertHeader(response, "Referrer-Policy", "no-referrer");
    assertThat(response.headers().firstValue("Retry-After")).isEmpty();
    assertThat(response.headers().firstValue("X-RateLimit-Degraded")).isEmpty();
  }

  @Test
  void answersADeniedCheckInFull() {
    limiter.check("permits=100&key=" + key);
    HttpResponse<String> response = limiter.check("key=" + key);
    assertThat(response.statusCode()).isEqualTo(429);
    JsonObject body = json(response);
    assertThat(body.getBoolean("allowed")).isFalse();
    assertThat(body.getString("message")).isEqualTo("Rate limit exceeded");
    assertThat(body.getLong("remaining")).isZero();
    assertThat(body.getLong("retryAfterSeconds")).isBetween(3_500L, 3_600L);
    String retry = body.getLong("retryAfterSeconds").toString();
    assertHeader(response, "Retry-After", retry);
    assertHeader(response, "RateLimit", "\"default\";r=0;t=" + retry);
    assertHeader(response, "X-RateLimit-Remaining", "0");
  }

  @Test
  void countsBothSpellingsOfTheSlidingWindowTogetherAndEchoesTheOneSent() {
    JsonObject first = json(limiter.check("algorithm=SLIDING_WINDOW&key=" + key));
    JsonObject second = json(limiter.check("algorithm=SLIDING_WINDOW_LOG&key=" + key));
    assertThat(first.getString("algorithm")).isEqualTo("SLIDING_WINDOW");
    assertThat(second.getString("algorithm")).isEqualTo("SLIDING_WINDOW_LOG");
    assertThat(second.getLong("remaining")).isEqualTo(98);
  }

  @ParameterizedTest
  @CsvSource({"%, %", "100%, 100%", "%zz, %zz", "50%2, 50%2", "%41%%42, A%B", "a%;b, a%;b"})
  void takesAStrayPercentSignForItself(String sent, String meant) throws IOException {
    String path = Limiter.BASE + "/check?key=" + key + sent + "&permits=2";
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), limiter.port())) {
      String request = "GET " + path + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(answer).startsWith("HTTP/1.1 200 ");
      JsonObject body = new JsonObject(answer.substring(answer.indexOf('{')));
      assertThat(body.getString("key")).isEqualTo(key + meant);
      assertThat(body.getLong("remaining")).isEqualTo(98);
    }
  }

  @Test
  void takesBlankParametersAsLeftOut() {
    JsonObject body = json(limiter.check("algorithm=&policy=&permits=%20&key=" + key));
    assertThat(body.getString("algorithm")).isEqualTo("TOKEN_BUCKET");
    assertThat(body.getLong("remaining")).isEqualTo(99);
    assertThat(json(limiter.check("algorithm=%20TOKEN_BUCKET%20")).getString("key"))
        .isEqualTo("127.0.0.1");
  }

  @Test
  void aRuleThatMatchesWinsOverTheAlgorithmAskedFor() {
    String ip = "global_api:ip:" + UUID.randomUUID();
    JsonObject body = json(limiter.check("algorithm=TOKEN_BUCKET&key=" + ip));
    assertThat(body.getString("algorithm")).isEqualTo("TOKEN_BUCKET");
    assertThat(body.getLong("resetAfterSeconds")).isEqualTo(60);
    JsonObject byPolicy = json(limiter.check("policy=ai-guide&key=" + key));
    assertThat(byPolicy.getLong("limit")).isEqualTo(10);
  }

  @Test
  void answersTheRecordedRequestOfTheOriginalCaller() {
    String query = "key=global_api:ip:203.0.113." + UUID.randomUUID() + "&algorithm=SLIDING_WINDOW";
    for (int i = 0; i < 100; i++) {
      JsonObject body = json(limiter.check(query));
      assertThat(body.getBoolean("allowed")).isTrue();
      assertThat(body.getLong("remaining")).isEqualTo(99 - i);
      assertThat(body.getValue("retryAfterSeconds")).isEqualTo(0);
    }
    HttpResponse<String> denied = limiter.check(query);
    assertThat(denied.statusCode()).isEqualTo(429);
    assertThat(json(denied).getLong("retryAfterSeconds")).isBetween(1L, 60L);
  }

  @Test
  void remainingTakesNothingAndResetMakesFresh() {
    limiter.checkJson(
        new JsonObject().put("key", key).put("permits", 30).encode(),
        "Content-Type",
        "application/json; charset=utf-8");
    for (int i = 0; i < 2; i++) {
      JsonObject left = json(limiter.get(Limiter.BASE + "/remaining?key=" + key));
      assertThat(left)
          .isEqualTo(
              new JsonObject()
                  .put("key", key)
                  .put("remaining", 70)
                  .put("algorithm", "TOKEN_BUCKET"));
    }
    limiter.check("permits=71&key=" + key);
    HttpResponse<String> reset = limiter.reset("?key=" + key);
    assertThat(reset.statusCode()).isEqualTo(200);
    assertThat(json(reset)).isEqualTo(new JsonObject().put("status", "reset").put("key", key));
    assertThat(limiter.check("permits=71&key=" + key).statusCode())
        .as("a remembered refusal is forgotten as well")
        .isEqualTo(200);
  }

  @Test
  void aRefusalOfManyPermitsDoesNotRefuseFew() {
    limiter.check("permits=60&key=" + key);
    assertThat(limiter.check("permits=60&key=" + key).statusCode()).isEqualTo(429);
    assertThat(limiter.check("permits=40&key=" + key).statusCode()).isEqualTo(200);
  }

  @Test
  void allowsEverythingWhenSwitchedOff() {
    try (Limiter off =
        Limiter.start(Limiter.environment(TestServers.redis(), "RATE_LIMITER_ENABLED", "false"))) {
      for (int i = 0; i < 150; i++) {
        JsonObject body = json(off.check("key=" + key));
        assertThat(body.getLong("remaining")).isEqualTo(100);
        assertThat(body.containsKey("degraded")).isFalse();
      }
      assertThat(off.reset("?key=" + key).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void neverAnswersNonsenseWithAServerError() {
    Random random = new Random(7);
    String[] names = {"key", "algorithm", "permits", "policy", "x"};
    String[] values = {
      "",
      " ",
      "0",
      "-1",
      "9223372036854775807",
      "9223372036854775808",
      "TOKEN_BUCKET",
      "\u0000",
      "\uD800",
      "글",
      "%",
      "&&",
      "SLIDING_WINDOW",
      "{}",
      "{a}b",
      "1e3",
      "null",
      "x".repeat(600)
    };
    for (int i = 0; i < 500; i++) {
      StringBuilder query = new StringBuilder();
      for (int part = random.nextInt(4); part >= 0; part--) {
        query.append(names[random.nextInt(names.length)]).append('=');
        String value = values[random.nextInt(values.length)];
        query.append(URLEncoder.encode(value, StandardCharsets.UTF_8)).append('&');
      }
      assertThat(limiter.check(query.toString()).statusCode())
          .as(query.toString())
          .isIn(200, 400, 429);
    }
  }

  private static void assertHeader(HttpResponse<String> response, String name, String value) {
    assertThat(response.headers().allValues(name)).as(name).containsExactly(value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\ud800", "a\\ude00b", "\\ude00\\ud83d"})
  void refusesHalfACharacterInAKey(String half) {
    HttpResponse<String> response = checkOf("test:" + half);
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(json(response).getString("error")).isEqualTo("INVALID_PARAMETER");
    assertThat(json(response).getString("message")).contains("unpaired surrogates");
    assertThat(checkOf(key + "\\ud83d\\ude00").statusCode()).isEqualTo(200);
  }

  private static HttpResponse<String> checkOf(String escapedKey) {
    String body = "{\"key\":\"%s\"}".formatted(escapedKey);
    return limiter.checkJson(body, "Content-Type", "application/json");
  }
}
