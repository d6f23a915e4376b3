package com.moalog.fluxpay.http;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The hash of a JSON value's canonical form: keys sorted, no insignificant white space, numbers
 * without trailing zeros. Bodies that mean the same have the same fingerprint.
 */
public final class Fingerprint {

  private Fingerprint() {}

  static String of(JsonNode value) {
    StringBuilder canonical = new StringBuilder();
    append(canonical, value);
    return sha256(canonical.toString());
  }

  static String ofNothing() {
    return sha256("");
  }

  /** SHA-256 of the text in UTF-8, in lower-case hexadecimal digits. */
  public static String sha256(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every JDK has SHA-256", missing);
    }
  }

  private static void append(StringBuilder out, JsonNode value) {
    switch (value) {
      case ObjectNode fields -> {
        TreeMap<String, JsonNode> sorted = new TreeMap<>();
        fields.properties().forEach(field -> sorted.put(field.getKey(), field.getValue()));
        out.append('{');
        sorted.forEach((name, member) -> {
          quote(out, name);
          out.append(':');
          append(out, member);
          out.append(',');
        });
        out.append('}');
      }
      case JsonNode list when list.isArray() -> {
        out.append('[');
        for (JsonNode element : list) {
          append(out, element);
          out.append(',');
        }
        out.append(']');
      }
      case JsonNode number when number.isNumber() -> number(out, number.decimalValue());
      case JsonNode text when text.isString() -> quote(out, text.stringValue());
      default -> out.append(value.asString());
    }
  }

  /** Unscaled value and exponent: a plain notation could be gigabytes long. */
  private static void number(StringBuilder out, BigDecimal number) {
    BigDecimal normal = number.stripTrailingZeros();
    out.append(normal.unscaledValue()).append('e').append(-normal.scale());
  }

  /** The length in front makes the form unambiguous without escapes. */
  private static void quote(StringBuilder out, String text) {
    out.append(text.length()).append('"').append(text).append('"');
  }
}
