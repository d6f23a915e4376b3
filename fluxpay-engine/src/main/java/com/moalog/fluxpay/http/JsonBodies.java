package com.moalog.fluxpay.http;

import com.moalog.fluxpay.model.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reads request bodies and refuses what PostgreSQL could not store. Thread-safe. */
public final class JsonBodies {

  /** Longest body of a request. */
  public static final int LIMIT_BYTES = 256 * 1024;

  /** Numbers beyond this many digits or powers of ten are refused. */
  static final int NUMBER_LIMIT = 400;

  private static final int PAYLOAD_TOO_LARGE = 413;

  private final JsonMapper json;

  JsonBodies(JsonMapper json) {
    this.json = json;
  }

  /**
   * Reads a body; no bytes at all read as an empty object.
   *
   * @throws RefusedException when it is too large, not JSON, not an object, or not storable
   */
  JsonBody read(InputStream input) throws IOException {
    byte[] bytes = input.readNBytes(LIMIT_BYTES + 1);
    if (bytes.length > LIMIT_BYTES) {
      throw RefusedException.of(ErrorCode.VAL_001, PAYLOAD_TOO_LARGE);
    }
    if (bytes.length == 0) {
      return new JsonBody(json.createObjectNode(), Fingerprint.ofNothing());
    }
    if (!(parsed(bytes) instanceof ObjectNode fields)) {
      throw RefusedException.ofField("body", "must be a JSON object");
    }
    requireStorable(fields);
    return new JsonBody(fields, Fingerprint.of(fields));
  }

  private JsonNode parsed(byte[] bytes) {
    try {
      return json.readTree(bytes);
    } catch (JacksonException malformed) {
      throw RefusedException.ofField("body", "must be well-formed JSON without repeated keys");
    }
  }

  private static void requireStorable(JsonNode node) {
    if (node.isString() && !isStorable(node.stringValue())) {
      throw RefusedException.ofField("body", "must not contain NUL or unpaired surrogates");
    }
    if (node.isNumber() && !isStorable(node.decimalValue())) {
      throw RefusedException.ofField("body", "must not contain numbers beyond 400 digits");
    }
    if (node instanceof ObjectNode fields) {
      for (String name : fields.propertyNames()) {
        if (!isStorable(name)) {
          throw RefusedException.ofField("body", "must not contain NUL or unpaired surrogates");
        }
      }
    }
    node.forEach(JsonBodies::requireStorable);
  }

  private static boolean isStorable(BigDecimal number) {
    return number.precision() <= NUMBER_LIMIT && Math.abs((long) number.scale()) <= NUMBER_LIMIT;
  }

  /** Whether PostgreSQL can hold the text: its text type knows neither NUL nor half characters. */
  static boolean isStorable(String text) {
    return text.codePoints()
        .noneMatch(point ->
            point == 0 || (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE));
  }
}
