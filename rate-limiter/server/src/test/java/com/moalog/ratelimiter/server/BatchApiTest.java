package com.moalog.ratelimiter.server;

import static com.moalog.ratelimiter.server.Limiter.OPERATOR;
import static com.moalog.ratelimiter.server.Limiter.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.moalog.local.servers.TestServers;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Several checks in one request, and the list of the rules. */
class BatchApiTest {

  private static final String RULES =
      """
      - {name: alone, match: "alone:*", rate: 1/d, burst: 10, mode: local}
      - {name: ahead, match: "ahead:*", rate: 1/d, burst: 50, mode: leased, lease-max: 5}
      - {name: watched, match: "watched:*", algorithm: FIXED_WINDOW, limit: 1, window: 3600, shadow: true}
      """;

  private static Limiter limiter;

  private final String key = "test:" + UUID.randomUUID();

  @BeforeAll
  static void start(@TempDir Path folder) throws IOException {
    Path rules = Files.writeString(folder.resolve("rules.yaml"), RULES);
    limiter =
        Limiter.start(
            Limiter.environment(
                TestServers.redis(),
                "RATE_LIMITER_POLICIES",
                rules.toString(),
                "RATE_LIMITER_DEFAULT_REFILL_RATE",
                "1/d",
                "SPRING_DATA_REDIS_TIMEOUT",
                "20s"));
  }

  @AfterAll
  static void stop() {
    limiter.close();
  }

  @Test
  void decidesEachCheckByItselfInTheirOrder() {
    HttpResponse<String> response =
        batch(
            "independent",
            check(key, 60),
            check(key + ":other", 5),
            check(key, 60),
            check(key, 40),
            check("alone:" + key, 4),
            check("ahead:" + key, 1));
    JsonObject body = json(response);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(body.getBoolean("allowed")).isFalse();
    assertThat(allowed(body)).containsExactly(true, true, false, true, true, true);
    JsonObject first = body.getJsonArray("results").getJsonObject(0);
    assertThat(first.getString("key")).isEqualTo(key);
    assertThat(first.getLong("remaining")).isEqualTo(40);
    assertThat(first.getLong("limit")).isEqualTo(100);
  }

  @Test
  void takesAllOrNothing() {
    JsonObject refused =
        json(batch("all-or-nothing", check(key, 60), check(key + ":b", 101 - 1), check(key, 60)));
    assertThat(refused.getBoolean("allowed")).isFalse();
    assertThat(allowed(refused)).containsExactly(true, true, false);
    JsonObject taken =
        json(batch("all-or-nothing", check(key, 60), check(key + ":b", 100), check(key, 40)));
    assertThat(taken.getBoolean("allowed")).isTrue();
    assertThat(json(limiter.check("key=" + key)).getBoolean("allowed")).isFalse();
  }

  @Test
  void aRuleThatOnlyCountsDoesNotStopTheOthers() {
    for (int i = 0; i < 3; i++) {
      JsonObject body = json(batch("all-or-nothing", check(key, 1), check("watched:" + key, 1)));
      assertThat(body.getBoolean("allowed")).isTrue();
    }
    assertThat(json(limiter.check("key=" + key)).getLong("remaining")).isEqualTo(96);
  }

  @Test
  void aFaultyCheckIsAnErrorAmongTheResultsAndSpoilsAllOrNothing() {
    JsonObject faulty = new JsonObject().put("key", key).put("permits", 1_000);
    JsonObject each = json(batch("independent", check(key, 1), faulty));
    assertThat(each.getBoolean("allowed")).isFalse();
    assertThat(allowed(each)).containsExactly(true, false);
    assertThat(each.getJsonArray("results").getJsonObject(1).getString("message"))
        .isEqualTo("permits cannot exceed capacity (100), got: 1000");
    JsonObject all = json(batch("all-or-nothing", check(key, 1), faulty));
    assertThat(allowed(all)).containsExactly(false, false);
    assertThat(json(limiter.check("key=" + key)).getLong("remaining")).isEqualTo(98);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | INVALID_PARAMETER | Parameter 'checks' must be a list.",
        "{\"checks\":{}} | INVALID_PARAMETER | Parameter 'checks' must be a list.",
        "{\"checks\":[]} | INVALID_REQUEST | checks must have 1 to 100 entries, got: 0",
        "{\"checks\":[{}],\"mode\":\"some\"} | INVALID_PARAMETER | Parameter 'mode' must be independent or all-or-nothing.",
        "{\"checks\":[{}],\"mode\":7} | INVALID_PARAMETER | Parameter 'mode' must be independent or all-or-nothing.",
        "{\"checks\":[{\"key\":\"alone:1\"}],\"mode\":\"all-or-nothing\"} | INVALID_REQUEST | rule 'alone' is counted by each instance alone and cannot be part of all-or-nothing"
      })
  void refusesAFaultyBatch(String body, String error, String message) {
    HttpResponse<String> response = send(body);
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(json(response).getString("error")).isEqualTo(error);
    assertThat(json(response).getString("message")).isEqualTo(message);
  }

  @Test
  void takesAHundredChecksAndRefusesOneMore() {
    assertThat(allowed(json(batch("independent", checks(100))))).hasSize(100).doesNotContain(false);
    assertThat(batch("independent", checks(101)).statusCode()).isEqualTo(400);
  }

  @Test
  void entriesThatAreNoObjectsAreErrors() {
    JsonObject body = json(send("{\"checks\":[7,null,\"x\",[]]}"));
    assertThat(allowed(body)).containsExactly(false, false, false, false);
  }

  @Test
  void showsTheOperatorEveryRuleAndHowCloselyItIsKept() {
    assertThat(limiter.get(Limiter.BASE + "/policies").statusCode()).isEqualTo(401);
    JsonObject body = json(limiter.get(Limiter.BASE + "/policies", "Authorization", OPERATOR));
    JsonArray policies = body.getJsonArray("policies");
    assertThat(policies.getJsonObject(0).getString("exceedsAtMostBy"))
        .isEqualTo("10 x instances - 10");
    assertThat(policies.getJsonObject(1).getString("exceedsAtMostBy")).isEqualTo("5");
    assertThat(policies.getJsonObject(1).getString("mode")).isEqualTo("leased");
    assertThat(policies.getJsonObject(2).getBoolean("shadow")).isTrue();
    assertThat(policies.getJsonObject(2).getString("source")).endsWith("rules.yaml");
    JsonObject byDefault = body.getJsonArray("defaults").getJsonObject(0);
    assertThat(byDefault.getString("algorithm")).isEqualTo("TOKEN_BUCKET");
    assertThat(byDefault.getString("exceedsAtMostBy")).isEqualTo("0");
    assertThat(byDefault.getString("failMode")).isEqualTo("local");
  }

  private JsonObject[] checks(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> check(key + ":" + i, 1))
        .toArray(JsonObject[]::new);
  }

  private static JsonObject check(String key, long permits) {
    return new JsonObject().put("key", key).put("permits", permits);
  }

  private static HttpResponse<String> batch(String mode, JsonObject... checks) {
    JsonArray list = new JsonArray();
    for (JsonObject check : checks) {
      list.add(check);
    }
    return send(new JsonObject().put("mode", mode).put("checks", list).encode());
  }

  private static HttpResponse<String> send(String body) {
    return limiter.send(
        "POST", Limiter.BASE + "/check/batch", body, "Content-Type", "application/json");
  }

  private static List<Boolean> allowed(JsonObject body) {
    return body.getJsonArray("results").stream()
        .map(result -> ((JsonObject) result).getBoolean("allowed", false))
        .toList();
  }
}
