package com.moalog.local.launcher.demo;

import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What came back. Immutable, the bytes by convention. */
final class Answer {

  private static final JsonMapper JSON = new JsonMapper();

  private final int status;
  private final HttpHeaders headers;
  private final byte[] bytes;
  private final Dialect dialect;

  Answer(int status, HttpHeaders headers, byte[] bytes, Dialect dialect) {
    this.status = status;
    this.headers = headers;
    this.bytes = bytes;
    this.dialect = dialect;
  }

  int status() {
    return status;
  }

  byte[] bytes() {
    return bytes;
  }

  /** The whole body, or a missing node if it is not JSON. */
  JsonNode body() {
    try {
      return JSON.readTree(bytes);
    } catch (JacksonException notJson) {
      return JSON.missingNode();
    }
  }

  boolean isSuccess() {
    return dialect.isSuccess(body());
  }

  /** A value of the wrapped content; {@code pointer} is a JSON pointer, empty for all of it. */
  JsonNode at(String pointer) {
    return dialect.content(body()).at(pointer);
  }

  long number(String pointer) {
    return at(pointer).asLong();
  }

  String text(String pointer) {
    return at(pointer).asString("");
  }

  Optional<String> header(String name) {
    return headers.firstValue(name);
  }

  /** The value of a cookie that the answer sets; empty if it sets none. */
  String cookie(String name) {
    return headers.allValues("Set-Cookie").stream()
        .filter(line -> line.startsWith(name + "="))
        .map(line -> line.substring(name.length() + 1).split(";", 2)[0])
        .findFirst()
        .orElse("");
  }

  /** Why it failed, in the words of the service or else the beginning of the body. */
  String complaint() {
    String complaint = dialect.complaint(body());
    String text =
        new String(bytes, StandardCharsets.UTF_8).replaceAll("[\\s\\p{Cntrl}\uFFFD]+", " ").strip();
    return complaint.isEmpty() ? text.substring(0, Math.min(text.length(), 120)) : complaint;
  }
}
