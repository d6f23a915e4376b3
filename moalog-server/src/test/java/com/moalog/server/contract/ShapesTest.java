package com.moalog.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.moalog.server.testing.ApiAnswer;
import com.moalog.server.testing.OriginalFiles;
import com.moalog.server.testing.TestServer;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/**
 * The exact form of every answer, by the table {@code contract/shapes.txt}, and that the server's
 * OpenAPI document describes it.
 */
class ShapesTest {

  /** Answered by a file, to a provider's code, to a token or to the payment engine: other tests. */
  private static final List<String> ELSEWHERE =
      List.of(
          "GET /metrics",
          "GET /api/v1/retrospects/{retrospectId}/export",
          "GET /api/v1/retrospects/{retrospectId}/events",
          "GET /api/v1/retrospects/{retrospectId}/export/{format}",
          "GET /api/v1/retro-rooms/{retroRoomId}/export/pdf",
          "GET /api/v1/retro-rooms/{retroRoomId}/export/{format}",
          "POST /api/v1/retrospects/{retrospectId}/anonymous-answers/read",
          "PUT /api/v1/retrospects/{retrospectId}/anonymous-answers",
          "POST /api/v1/auth/social-login",
          "POST /api/auth/login",
          "POST /api/v1/auth/signup",
          "POST /api/v1/auth/token/refresh",
          "POST /api/v1/auth/logout",
          "GET /api/v1/subscriptions/checkout",
          "POST /api/v1/subscriptions/checkout",
          "POST /api/v1/subscriptions/cancel",
          "POST /api/v1/webhooks/fluxpay");

  private static final Map<String, Pattern> FORMS =
      Map.of(
          "date", Pattern.compile("\\d{4}-\\d{2}-\\d{2}"),
          "time", Pattern.compile("\\d{2}:\\d{2}"),
          "datetime", Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}"),
          "instant", Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}Z"),
          "sqltime", Pattern.compile("\\d{4}-\\d{2}-\\d{2} \\d{2}:\\d{2}:\\d{2}"));

  private final TestServer server = TestServer.shared();
  private final ApiDocument document = ApiDocument.of(server);

  static List<Shape> shapes() {
    return OriginalFiles.text("/contract/shapes.txt")
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .map(Shape::read)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void answersInTheFormThatClientsKnow(Shape shape) {
    MatrixRow row = row(shape.route());
    World world = new World(server);
    Role role = arrange(world, shape.route());
    ApiAnswer answer = world.call(row, role);
    assertThat(shapeOf(answer.success())).isEqualTo(shape.result());
    document.describes(row, answer);
  }

  /** All texts are of one type; that one of them may be null says nothing about the others. */
  @Test
  void documentsExactlyWhichFieldsMayBeNull() {
    JsonNode profile =
        server
            .client()
            .get("/api-docs/openapi.json")
            .json()
            .at("/components/schemas/MemberEndpointsProfile/properties");
    assertThat(profile.at("/email/type")).hasToString("\"string\"");
    assertThat(profile.at("/nickname/type")).hasToString("[\"string\",\"null\"]");
  }

  @Test
  void documentsEveryRefusal() {
    World world = new World(server);
    for (MatrixRow row : MatrixRow.all()) {
      ApiAnswer answer = world.call(row, Role.ANONYMOUS);
      if (answer.status() != 200) {
        document.describes(row, answer);
      }
    }
  }

  @Test
  void documentsTheReport() {
    MatrixRow report = row("GET /api/v1/retrospects/{retrospectId}/export");
    document.describes(report, new World(server).call(report, Role.OWNER));
  }

  /** What has to be there first, so that no list is empty, and who can then ask. */
  private static Role arrange(World world, String route) {
    switch (route) {
      case "GET /api/v1/retrospects/storage" ->
          world.call(row("POST /api/v1/retrospects/{retrospectId}/submit"), Role.OWNER).success();
      case "GET /api/v1/retrospects/{retrospectId}/analysis",
          "GET /api/v1/retrospects/{retrospectId}/analysis/evidence" ->
          world.call(row("POST /api/v1/retrospects/{retrospectId}/analysis"), Role.OWNER).success();
      case "GET /api/v1/responses/{responseId}/comments",
          "GET /api/v1/responses/{responseId}/page/comments" ->
          world.call(row("POST /api/v1/responses/{responseId}/comments"), Role.OWNER).success();
      case "GET /api/v1/subscriptions/me" ->
          world.call(row("POST /api/v1/subscriptions"), Role.OWNER).success();
      case "POST /api/v1/retro-rooms/join" -> {
        return Role.STRANGER;
      }
      case "POST /api/v1/retrospects/{retrospectId}/participants" -> {
        world.call(row("POST /api/v1/retro-rooms/join"), Role.STRANGER).success();
        return Role.STRANGER;
      }
      default -> assertThat(ELSEWHERE).doesNotContain(route);
    }
    return Role.OWNER;
  }

  @Test
  void knowsEveryEndpoint() {
    List<String> known = shapes().stream().map(Shape::route).toList();
    SoftAssertions rows = new SoftAssertions();
    for (MatrixRow row : MatrixRow.all()) {
      boolean listed = known.contains(row.route()) || ELSEWHERE.contains(row.route());
      rows.assertThat(listed).as(row.route()).isTrue();
    }
    rows.assertAll();
  }

  private static MatrixRow row(String route) {
    return MatrixRow.all().stream()
        .filter(row -> row.route().equals(route))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no endpoint " + route));
  }

  private static String shapeOf(JsonNode value) {
    if (value.isObject()) {
      return value
          .propertyStream()
          .map(field -> field.getKey() + ":" + shapeOf(field.getValue()))
          .collect(Collectors.joining(", ", "{", "}"));
    }
    if (value.isArray()) {
      return "[" + (value.isEmpty() ? "" : shapeOf(value.get(0))) + "]";
    }
    if (value.isNull()) {
      return "null";
    }
    if (value.isBoolean()) {
      return "flag";
    }
    return value.isIntegralNumber() ? "number" : form(value.asString());
  }

  private static String form(String text) {
    return FORMS.entrySet().stream()
        .filter(form -> form.getValue().matcher(text).matches())
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse("text");
  }

  /** An endpoint and the form of its result. */
  record Shape(String route, String result) {
    static Shape read(String line) {
      String[] columns = line.split("\\|", 2);
      return new Shape(columns[0].strip().replaceAll("\\s+", " "), columns[1].strip());
    }
  }
}
