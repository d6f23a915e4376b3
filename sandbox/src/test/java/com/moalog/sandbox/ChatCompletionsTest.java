package com.moalog.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ChatCompletionsTest {

  private static final String PATH = "/v1/chat/completions";
  private static final String ANALYSIS =
      """
      {"type":"object","additionalProperties":false,
       "required":["insight","emotionRank","personalMissions"],
       "properties":{
        "insight":{"type":"string","maxLength":20},
        "emotionRank":{"type":"array","minItems":3,"maxItems":3,"items":{"$ref":"#/$defs/emotion"}},
        "personalMissions":{"type":"array","items":{"type":"object","properties":{
          "userId":{"type":"integer"},"userName":{"type":"string"},
          "missions":{"type":"array","minItems":3,"maxItems":3,"items":{"type":"object",
            "properties":{"missionTitle":{"type":"string"},"missionDesc":{"type":"string"}}}}}}}},
       "$defs":{"emotion":{"type":"object","properties":{"rank":{"type":"integer"},
        "label":{"type":"string"},"description":{"type":"string"},
        "count":{"type":"integer","minimum":1}}}}}
      """;
  private static final String GUIDES =
      """
      {"type":"object","properties":{"guides":{"type":"array","minItems":1,"maxItems":3,
       "items":{"type":"object","properties":{"title":{"type":"string","maxLength":15},
        "description":{"type":["string","null"],"minLength":30,"maxLength":60},
        "mood":{"enum":["calm","bright"]},"version":{"const":2},"fits":{"type":"boolean"}}}}}}
      """;

  private SandboxServer sandbox;
  private Caller caller;

  @BeforeEach
  void start() throws IOException {
    sandbox = SandboxServer.start(SandboxSettings.forTests());
    caller = new Caller(sandbox);
  }

  @AfterEach
  void stop() throws IOException {
    caller.close();
    sandbox.close();
  }

  @Test
  void refusesACallerWithoutAKey() {
    Caller.Answer answer = caller.send("POST", PATH, request("hello", ""), Map.of());

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.body().at("/error/code").asString("")).isEqualTo("invalid_api_key");
  }

  @Test
  void refusesAnotherKeyThanTheConfiguredOne() throws IOException {
    SandboxSettings strict =
        SandboxSettings.read(
            Map.of(
                "SERVER_ADDRESS", "127.0.0.1",
                "SERVER_PORT", "0",
                "SANDBOX_OPENAI_API_KEY", "sk-right"));
    try (SandboxServer other = SandboxServer.start(strict);
        Caller client = new Caller(other)) {
      assertThat(chat(client, "sk-wrong", request("hello", "")).status()).isEqualTo(401);
      assertThat(chat(client, "sk-right", request("hello", "")).status()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "not json",
        "{\"model\":\"m\",\"messages\":[]}",
        "{\"model\":\"m\",\"messages\":[{\"role\":\"user\"}]}",
        "{\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}",
        "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],\"stream\":true}",
        "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],\"max_tokens\":0}"
      })
  void refusesARequestThatMakesNoSense(String body) {
    Caller.Answer answer = chat(caller, "sk-any", body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body().at("/error/message").asString("")).isNotEmpty();
  }

  @Test
  void refusesASchemaThatPointsNowhereOrIsTooDeep() {
    assertThat(ask("hello", "{\"$ref\":\"#/$defs/none\"}").status()).isEqualTo(400);
    assertThat(ask("hello", "{\"$ref\":\"https://elsewhere\"}").status()).isEqualTo(400);
    String loop = "{\"type\":\"object\",\"properties\":{\"again\":{\"$ref\":\"#\"}}}";
    assertThat(ask("hello", loop).status()).isEqualTo(400);
  }

  @Test
  void theSameRequestGetsTheSameWordsAndCountsItsTokens() {
    Caller.Answer first = chat(caller, "sk-any", request("hello", ""));
    Caller.Answer second = chat(caller, "sk-any", request("hello", ""));

    assertThat(content(first)).isNotBlank().isEqualTo(content(second));
    JsonNode usage = first.body().path("usage");
    assertThat(usage.path("prompt_tokens").asInt()).isPositive();
    assertThat(usage.path("total_tokens").asInt())
        .isEqualTo(usage.path("prompt_tokens").asInt() + usage.path("completion_tokens").asInt());
    assertThat(first.body().at("/choices/0/finish_reason").asString("")).isEqualTo("stop");
  }

  @Test
  void anAnalysisFitsItsSchemaAndNamesThePeopleOfThePrompt() {
    Caller.Answer answer =
        ask("{\\\"userId\\\": 7, \\\"x\\\": 1} memberId=3 and userId: 7 again", ANALYSIS);

    JsonNode analysis = json(content(answer));
    assertThat(analysis.path("insight").asString("")).isNotBlank().hasSizeLessThanOrEqualTo(20);
    assertThat(analysis.path("emotionRank").size()).isEqualTo(3);
    assertThat(analysis.at("/emotionRank/0/rank").asInt()).isEqualTo(1);
    assertThat(analysis.at("/emotionRank/2/rank").asInt()).isEqualTo(3);
    assertThat(analysis.at("/emotionRank/0/count").asInt())
        .isGreaterThan(analysis.at("/emotionRank/2/count").asInt());
    assertThat(analysis.path("personalMissions").size()).isEqualTo(2);
    assertThat(analysis.at("/personalMissions/0/userId").asInt()).isEqualTo(7);
    assertThat(analysis.at("/personalMissions/1/userId").asInt()).isEqualTo(3);
    assertThat(analysis.at("/personalMissions/1/missions").size()).isEqualTo(3);
    assertThat(analysis.at("/personalMissions/1/missions/2/missionTitle").asString(""))
        .isNotBlank();
  }

  @Test
  void guidesKeepTheBoundsOfTheirTexts() {
    JsonNode guides = json(content(ask("help me", GUIDES))).path("guides");

    assertThat(guides.size()).isEqualTo(3);
    for (JsonNode guide : guides) {
      assertThat(guide.path("title").asString("")).isNotBlank().hasSizeLessThanOrEqualTo(15);
      assertThat(guide.path("description").asString("").length()).isBetween(30, 60);
      assertThat(guide.path("mood").asString("")).isIn("calm", "bright");
      assertThat(guide.path("version").asInt()).isEqualTo(2);
      assertThat(guide.path("fits").isBoolean()).isTrue();
    }
  }

  @Test
  void aTokenLimitCutsTheAnswer() {
    String body = request("hello", "").replace("\"model\"", "\"max_tokens\":3,\"model\"");

    Caller.Answer answer = chat(caller, "sk-any", body);

    assertThat(answer.body().at("/choices/0/finish_reason").asString("")).isEqualTo("length");
    assertThat(answer.body().at("/usage/completion_tokens").asInt()).isLessThanOrEqualTo(3);
    assertThat(content(answer)).isNotEmpty();
  }

  @Test
  void answersUnderTheOtherBaseAddressToo() {
    Caller.Answer answer =
        caller.send(
            "POST",
            "/openai" + PATH,
            request("hello", ""),
            Map.of("Authorization", "Bearer sk-any"));

    assertThat(answer.status()).isEqualTo(200);
  }

  @Test
  void faultsComeInTheWordsOfThisProvider() {
    caller.rule(
        "{\"operation\":\"chat\"}", 1, "{\"error\":{\"http\":401,\"code\":\"invalid_api_key\"}}");
    caller.rule("{\"operation\":\"chat\"}", 1, "{\"rate_limit\":{\"retryAfterSeconds\":2}}");
    caller.rule("{\"operation\":\"chat\"}", 1, "\"malformed\"");
    caller.rule("{\"operation\":\"chat\"}", 1, "\"wrong_shape\"");
    caller.rule("{\"operation\":\"chat\"}", 1, "{\"content\":\"no JSON at all\"}");

    assertThat(ask("hi", GUIDES).body().at("/error/code").asString(""))
        .isEqualTo("invalid_api_key");
    Caller.Answer limited = ask("hi", GUIDES);
    assertThat(limited.status()).isEqualTo(429);
    assertThat(limited.raw().headers().firstValue("Retry-After")).contains("2");
    assertThat(ask("hi", GUIDES).body().isNull()).isTrue();
    assertThat(ask("hi", GUIDES).body().has("choices")).isFalse();
    assertThat(content(ask("hi", GUIDES))).isEqualTo("no JSON at all");
    assertThat(ask("hi", GUIDES).status()).isEqualTo(200);
  }

  private Caller.Answer ask(String prompt, String schema) {
    String format =
        ",\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"answer\",\"strict\":true,\"schema\":%s}}"
            .formatted(schema);
    return chat(caller, "sk-any", request(prompt, format));
  }

  private static String request(String prompt, String more) {
    return """
    {"model":"gpt-4o-mini","temperature":0.7,"messages":[
     {"role":"system","content":"You help."},{"role":"user","content":"%s"}]%s}\
    """
        .formatted(prompt, more);
  }

  private static Caller.Answer chat(Caller caller, String key, String body) {
    return caller.send("POST", PATH, body, Map.of("Authorization", "Bearer " + key));
  }

  private static String content(Caller.Answer answer) {
    return answer.body().at("/choices/0/message/content").asString("");
  }

  private static JsonNode json(String text) {
    return new JsonMapper().readTree(text);
  }
}
