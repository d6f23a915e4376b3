package com.moalog.server.ai;

import static org.assertj.core.api.Assertions.assertThat;

import com.moalog.sandbox.SandboxServer;
import com.moalog.sandbox.SandboxSettings;
import com.moalog.server.testing.ApiClient;
import com.moalog.server.testing.CapturedLog;
import com.moalog.server.testing.People.Person;
import com.moalog.server.testing.Retro;
import com.moalog.server.testing.TestServer;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What members see of an AI that fails: the code of the contract, and their quota as before. */
class AiFailuresTest {

  @SuppressWarnings("NullAway.Init") // set before all tests
  private static SandboxServer sandbox;

  @SuppressWarnings("NullAway.Init") // set before all tests
  private static TestServer server;

  private final Retro retro = new Retro(server);
  private final Person owner = server.people().newcomer();
  private final Person guest = server.people().newcomer();
  private final Retro.Room room = retro.room(owner, "Failures");
  private final ApiClient asOwner = server.people().as(owner);
  private final long id;
  private final String analysis;

  AiFailuresTest() {
    retro.join(guest, room);
    id = retro.retrospect(owner, room, "P");
    analysis = "/api/v1/retrospects/" + id + "/analysis";
    retro.participate(owner, id);
    retro.participate(guest, id);
    retro.submit(guest, id, "Deployment was smooth");
  }

  @BeforeAll
  static void start() throws IOException {
    sandbox = SandboxServer.start(SandboxSettings.forTests());
    server =
        TestServer.beside(
            Map.of(
                "OPENAI_BASE_URL", sandbox.address().resolve("/v1").toString(),
                "OPENAI_API_KEY", "a key",
                "OPENAI_INPUT_PRICE", "1000000",
                "OPENAI_OUTPUT_PRICE", "3000000"));
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
    sandbox.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "malformed"                                      | 500 | AI5001
          {"content":"Sure, here you go!"}                 | 500 | AI5001
          {"error":{"http":401,"code":"invalid_api_key"}}  | 500 | AI5002
          {"error":{"http":400,"code":"bad"}}              | 500 | AI5003
          {"content":" "}                                  | 500 | AI5003
          {"error":{"http":503,"code":"busy"}}             | 503 | AI5031
          """,
      quoteCharacter = '`')
  void givesTheUnitBackWhateverGoesWrong(String then, int status, String code) throws Exception {
    rule(then);
    asOwner.post(analysis).isRefused(status, code);
    asOwner
        .post("/api/v1/retrospects/" + id + "/questions/1/assistant", "{}")
        .isRefused(status, code);
    assertThat(used("ROOM_ANALYSIS", room.id())).isZero();
    assertThat(used("MEMBER_ASSISTANT", owner.id())).isZero();
    asOwner.get(analysis).isRefused(404, "RETRO4044");
    clearRules();
    assertThat(asOwner.post(analysis).success().path("generatedBy").asString()).isEqualTo("openai");
    asOwner.post("/api/v1/retrospects/" + id + "/questions/1/assistant", "{}").success();
    assertThat(used("ROOM_ANALYSIS", room.id())).isEqualTo(1);
    assertThat(used("MEMBER_ASSISTANT", owner.id())).isEqualTo(1);
  }

  /** What was answered is charged for, though the unit of the quota is given back. */
  @Test
  void keepsCountOfWhatWasSpentOnFailures() throws Exception {
    String usage = "/api/v1/retro-rooms/" + room.id() + "/ai/usage";
    JsonNode before = asOwner.get(usage).success().at("/months/0");
    assertThat(before.path("calls").asInt()).isZero();
    assertThat(before.path("costUsd").decimalValue()).isZero();
    rule("{\"content\":\"Sure, here you go!\"}");
    asOwner.post(analysis).isRefused(500, "AI5001");
    assertThat(used("ROOM_ANALYSIS", room.id())).isZero();
    clearRules();
    rule("{\"error\":{\"http\":503,\"code\":\"busy\"}}");
    asOwner.post(analysis).isRefused(503, "AI5031");
    clearRules();
    JsonNode failed = asOwner.get(usage).success().at("/months/0");
    assertThat(failed.path("month").asString()).matches("20[0-9]{2}-[0-9]{2}");
    assertThat(failed.path("calls").asInt()).as("asked, and for a repair").isEqualTo(2);
    isPriced(failed);

    asOwner.post(analysis).success();
    asOwner.post("/api/v1/retrospects/" + id + "/questions/1/assistant", "{}").success();
    JsonNode worked = asOwner.get(usage).success().at("/months/0");
    assertThat(worked.path("calls").asInt()).isEqualTo(4);
    assertThat(worked.path("promptTokens").asInt())
        .isGreaterThan(failed.path("promptTokens").asInt());
    isPriced(worked);
  }

  /** One dollar for a token that is sent, three for one that is answered. */
  private static void isPriced(JsonNode month) {
    int dollars = month.path("promptTokens").asInt() + 3 * month.path("completionTokens").asInt();
    assertThat(dollars).isPositive();
    assertThat(month.path("costUsd").decimalValue())
        .isEqualByComparingTo(BigDecimal.valueOf(dollars));
  }

  @Test
  void countsCallsTokensAndCost() {
    asOwner.post(analysis).success();
    String metrics = server.client().get("/metrics").text();
    double prompt = value(metrics, "moalog_ai_tokens_total{kind=\"prompt\"}");
    double completion = value(metrics, "moalog_ai_tokens_total{kind=\"completion\"}");
    assertThat(prompt).isPositive();
    assertThat(completion).isPositive();
    assertThat(value(metrics, "moalog_ai_cost_dollars_total")).isEqualTo(prompt + 3 * completion);
    assertThat(value(metrics, "moalog_ai_calls_total{kind=\"analysis\",outcome=\"success\"}"))
        .isPositive();
    assertThat(value(metrics, "moalog_ai_call_duration_seconds_count{kind=\"analysis\"}"))
        .isPositive();
  }

  /** Neither a failure nor a success says what was sent, what came back, or about whom. */
  @Test
  void keepsPromptsAnswersAndNamesOutOfTheLog() throws Exception {
    String secret = "secret" + id;
    try (CapturedLog log = new CapturedLog()) {
      String assistant = "/api/v1/retrospects/" + id + "/questions/1/assistant";
      for (String failure :
          List.of("\"malformed\"", "\"wrong_shape\"", "{\"content\":\"" + secret + "\"}")) {
        rule(failure);
        asOwner.post(assistant, "{\"content\":\"" + secret + "\"}").isRefused(500, "AI5001");
        clearRules();
      }
      asOwner.post(assistant, "{\"content\":\"" + secret + "\"}").success();
      asOwner.post(analysis).success();
      assertThat(log.text())
          .contains("assistant failed as unusable")
          .doesNotContain(secret, owner.nickname(), guest.nickname(), "Deployment was smooth");
    }
  }

  private static double value(String metrics, String series) {
    return metrics
        .lines()
        .filter(line -> line.startsWith(series + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no series " + series));
  }

  private static int used(String scope, long of) {
    return server
        .database()
        .sql("SELECT used FROM ai_usage_counter WHERE scope_type = :scope AND scope_id = :id")
        .param("scope", scope)
        .param("id", of)
        .query(Integer.class)
        .single();
  }

  private static void rule(String then) throws Exception {
    String match = "{\"match\":{\"operation\":\"chat\"},\"times\":20,\"then\":";
    admin("POST", "/__admin/rules", match + then + "}");
  }

  private static void clearRules() throws Exception {
    admin("DELETE", "/__admin/rules", "");
  }

  private static void admin(String method, String path, String body) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(sandbox.address().resolve(path))
              .method(method, BodyPublishers.ofString(body))
              .build();
      assertThat(http.send(request, BodyHandlers.ofString()).statusCode()).isBetween(200, 204);
    }
  }
}
