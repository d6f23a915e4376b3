package com.moalog.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.moalog.server.testing.ApiAnswer;
import com.moalog.server.testing.ApiClient;
import com.moalog.server.testing.TestServer;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ConventionsTest {

  private static final String ROOMS = "/api/v1/retro-rooms";

  private final TestServer server = TestServer.shared();
  private final ApiClient nobody = server.client();
  private final ApiClient member = server.people().as(server.people().newcomer());

  @Test
  void answersUnknownPathsAndMethodsWithTheEnvelope() {
    nobody.get("/api/v1/nothing").isRefused(404, "COMMON404");
    nobody.get("/").isRefused(404, "COMMON404");
    ApiAnswer wrongMethod = member.delete(ROOMS);
    wrongMethod.isRefused(405, "COMMON405");
    assertThat(wrongMethod.header("Allow")).isEqualTo("GET, POST");
  }

  @Test
  void answersMalformedInputWithTheEnvelope() {
    member.post(ROOMS, "").isRefused(400, "COMMON400");
    member.post(ROOMS, "{").isRefused(400, "COMMON400");
    member.post(ROOMS, "[]").isRefused(400, "COMMON400");
    member.post(ROOMS, "null").isRefused(400, "COMMON400");
    member.post(ROOMS, "{\"title\":true}").isRefused(400, "COMMON400");
    member.post(ROOMS, "{\"title\":\"a\"} {}").isRefused(400, "COMMON400");
    member.get("/api/v1/retrospects/1.5").isRefused(400, "COMMON400");
    member.get("/api/v1/retrospects/99999999999999999999").isRefused(400, "COMMON400");
  }

  @Test
  void readsJsonWhateverTheContentTypeAndIgnoresUnknownFields() {
    ApiAnswer answer =
        member
            .with("Content-Type", "application/x-www-form-urlencoded")
            .with("Accept", "text/html")
            .post(ROOMS, "{\"title\":\"Plain\",\"unknown\":1}");
    answer.success();
    assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    member.with("Content-Type", "what/ever; charset=").post(ROOMS, "{").isRefused(400, "COMMON400");
  }

  @Test
  void refusesBodiesOverOneMebibyteAnnouncedOrNot() {
    int limit = 1024 * 1024;
    String frame = "{\"title\":\"\"}";
    String fits = frame.replace("\"\"", "\"" + "x".repeat(limit - frame.length()) + "\"");
    member.post(ROOMS, fits).isRefused(400, "RETRO4001");
    member.post(ROOMS, fits + " ").isRefused(413, "COMMON413");
    byte[] bytes = (fits + " ".repeat(16)).getBytes(StandardCharsets.UTF_8);
    member
        .send("POST", ROOMS, BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes)))
        .isRefused(413, "COMMON413");
  }

  @Test
  void checksTheCallerBeforeTheBody() {
    nobody.post(ROOMS, "{").isRefused(401, "AUTH4001");
    nobody.get("/api/v1/retrospects/abc").isRefused(401, "AUTH4001");
  }

  @Test
  void speaksTheLanguageOfTheCaller() {
    assertThat(message("en")).isEqualTo("Please sign in");
    assertThat(message("ko-KR,en;q=0.5")).isEqualTo("로그인이 필요합니다");
    assertThat(message("fr")).isEqualTo("로그인이 필요합니다");
    assertThat(message(";;;")).isEqualTo("로그인이 필요합니다");
  }

  private String message(String language) {
    return nobody.with("Accept-Language", language).get(ROOMS).json().path("message").asString();
  }

  @Test
  void returnsTheRequestIdOrMakesOne() {
    assertThat(nobody.with("x-request-id", "abc-1.2_3").get(ROOMS).header("x-request-id"))
        .isEqualTo("abc-1.2_3");
    assertThat(nobody.with("x-request-id", "with space").get(ROOMS).header("x-request-id"))
        .matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}");
    assertThat(nobody.with("x-request-id", "x".repeat(65)).get(ROOMS).header("x-request-id"))
        .hasSize(36);
    assertThat(nobody.get("/nothing").header("x-request-id")).isNotNull();
  }

  @Test
  void allowsKnownOriginsWithCredentials() {
    ApiAnswer preflight =
        nobody
            .with("Origin", "http://localhost:5173")
            .with("Access-Control-Request-Method", "PATCH")
            .with("Access-Control-Request-Headers", "authorization,idempotency-key")
            .send("OPTIONS", ROOMS, BodyPublishers.noBody());
    assertThat(preflight.status()).isEqualTo(200);
    assertThat(preflight.header("Access-Control-Allow-Origin")).isEqualTo("http://localhost:5173");
    assertThat(preflight.header("Access-Control-Allow-Credentials")).isEqualTo("true");
    ApiAnswer refused = nobody.with("Origin", "https://moalog.me").get(ROOMS);
    refused.isRefused(401, "AUTH4001");
    assertThat(refused.header("Access-Control-Allow-Origin")).isEqualTo("https://moalog.me");
    assertThat(refused.header("Access-Control-Expose-Headers")).contains("X-RateLimit-Remaining");
  }

  @Test
  void answersForeignOriginsWithoutCorsHeaders() {
    ApiAnswer answer = nobody.with("Origin", "https://evil.example").get(ROOMS);
    answer.isRefused(401, "AUTH4001");
    assertThat(answer.header("Access-Control-Allow-Origin")).isNull();
  }

  @Test
  void documentsItself() {
    ApiAnswer document = nobody.get("/api-docs/openapi.json");
    assertThat(document.status()).isEqualTo(200);
    assertThat(document.json().path("info").path("version").asString()).isEqualTo("1.0.0");
    assertThat(document.json().path("components").path("securitySchemes").path("bearer_auth"))
        .isNotEmpty();
    assertThat(document.json().path("paths").propertyNames())
        .contains("/api/v1/retro-rooms", "/api/v1/retrospects/{retrospectId}", "/health");
    assertThat(document.text()).doesNotContain("\"caller\"");
    for (String path : List.of("/swagger-ui", "/swagger-ui/")) {
      ApiAnswer redirect = nobody.get(path);
      assertThat(redirect.status()).isEqualTo(302);
      ApiAnswer page = nobody.get(String.valueOf(redirect.header("Location")));
      assertThat(page.status()).isEqualTo(200);
      assertThat(page.text()).contains("swagger-ui");
    }
  }

  @Test
  void documentsThatAnswersHaveAllTheirFields() {
    JsonNode schemas = nobody.get("/api-docs/openapi.json").json().at("/components/schemas");
    assertThat(required(schemas, "ActionItem")).contains("closedAt", "owner", "status");
    assertThat(required(schemas, "AnswersSubmitted"))
        .contains("submittedAt")
        .doesNotContain("editToken");
    assertThat(required(schemas, "ActionItemEndpointsChanged")).isEmpty();
  }

  private static List<String> required(JsonNode schemas, String name) {
    return schemas.path(name).path("required").valueStream().map(JsonNode::asString).toList();
  }
}
