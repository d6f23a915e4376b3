package com.moalog.sandbox.http;

import com.moalog.sandbox.http.Answer.Reply;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** JSON in and out of HTTP bodies. Stateless. */
public final class Json {

  /** Numbers keep their decimals: amounts of money pass through here. */
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
          .build();

  private Json() {}

  /** An empty object to fill. */
  public static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /** A value of maps, lists, strings, numbers and records as a tree. */
  public static JsonNode tree(Object value) {
    return MAPPER.valueToTree(value);
  }

  /** A tree as a value of a record type. */
  public static <T> T value(JsonNode tree, Class<T> type) {
    return MAPPER.treeToValue(tree, type);
  }

  public static String text(JsonNode tree) {
    return MAPPER.writeValueAsString(tree);
  }

  /** A reply with a JSON body. */
  public static Reply reply(int status, Object value) {
    return new Reply(
        status,
        Map.of("Content-Type", "application/json; charset=utf-8"),
        MAPPER.writeValueAsString(value));
  }

  /**
   * Reads any JSON text.
   *
   * @throws BadRequestException 400 if it is none
   */
  public static JsonNode parse(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JacksonException malformed) {
      throw new BadRequestException(400, "not JSON: " + malformed.getOriginalMessage());
    }
  }

  /**
   * Reads a JSON object; an empty text counts as an empty object.
   *
   * @throws BadRequestException 400 if it is something else
   */
  public static ObjectNode parseObject(String text) {
    if (text.isBlank()) {
      return object();
    }
    if (parse(text) instanceof ObjectNode fields) {
      return fields;
    }
    throw new BadRequestException(400, "a JSON object is needed");
  }
}
