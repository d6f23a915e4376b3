package com.moalog.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.moalog.server.testing.ApiAnswer;
import com.moalog.server.testing.TestServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * The server's own OpenAPI document, taken at its word: an answer may have no field that it does
 * not name, no field of another type, and none that is required may be missing.
 */
final class ApiDocument {

  private final JsonNode root;

  private ApiDocument(JsonNode root) {
    this.root = root;
  }

  static ApiDocument of(TestServer server) {
    return new ApiDocument(server.client().get("/api-docs/openapi.json").json());
  }

  /** Asserts that the operation is described and that the answer is one of those described. */
  void describes(MatrixRow row, ApiAnswer answer) {
    String[] route = row.route().split(" ", 2);
    String method = route[0].toLowerCase(Locale.ROOT);
    JsonNode responses = root.path("paths").path(route[1]).path(method).path("responses");
    JsonNode response = responses.path(answer.status() == 200 ? "200" : "default");
    JsonNode content = response.path("content").path(answer.contentType());
    assertThat(content.isMissingNode())
        .as("%s with %s and %s", row, answer.status(), answer.contentType())
        .isFalse();
    if (answer.contentType().equals("application/json")) {
      List<String> faults = new ArrayList<>();
      compare("answer", content.path("schema"), answer.json(), faults);
      assertThat(faults).as("%s: %s", row, answer.text()).isEmpty();
    }
  }

  private void compare(String at, JsonNode schema, JsonNode value, List<String> faults) {
    if (schema.has("$ref")) {
      compare(at, root.at(schema.path("$ref").asString().substring(1)), value, faults);
    } else if (schema.has("anyOf")) {
      boolean fits =
          schema
              .path("anyOf")
              .valueStream()
              .anyMatch(choice -> {
                List<String> own = new ArrayList<>();
                compare(at, choice, value, own);
                return own.isEmpty();
              });
      if (!fits) {
        faults.add(at + " fits none of " + schema);
      }
    } else if (types(schema).noneMatch(type -> isOf(type, value))) {
      faults.add(at + " is no " + schema);
    } else if (value.isObject()) {
      compareFields(at, schema, value, faults);
    } else if (value.isArray()) {
      value.forEach(item -> compare(at + "[]", schema.path("items"), item, faults));
    } else if (schema.has("enum") && schema.path("enum").valueStream().noneMatch(value::equals)) {
      faults.add(at + " is none of " + schema.path("enum"));
    }
  }

  private void compareFields(String at, JsonNode schema, JsonNode value, List<String> faults) {
    for (JsonNode required : schema.path("required")) {
      if (!value.has(required.asString())) {
        faults.add(at + "." + required.asString() + " is missing");
      }
    }
    value
        .propertyStream()
        .forEach(field -> {
          String place = at + "." + field.getKey();
          JsonNode described = schema.path("properties").path(field.getKey());
          if (described.isMissingNode()) {
            faults.add(place + " is not described");
          } else {
            compare(place, described, field.getValue(), faults);
          }
        });
  }

  private static Stream<String> types(JsonNode schema) {
    JsonNode type = schema.path("type");
    return type.isArray()
        ? type.valueStream().map(JsonNode::asString)
        : Stream.of(type.asString("none"));
  }

  private static boolean isOf(String type, JsonNode value) {
    return switch (type) {
      case "object" -> value.isObject();
      case "array" -> value.isArray();
      case "string" -> value.isString();
      case "integer" -> value.isIntegralNumber();
      case "number" -> value.isNumber();
      case "boolean" -> value.isBoolean();
      case "null" -> value.isNull();
      default -> false;
    };
  }
}
