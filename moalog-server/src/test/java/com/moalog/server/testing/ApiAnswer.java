package com.moalog.server.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a server answered. */
public record ApiAnswer(HttpResponse<byte[]> response) {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** The status. */
  public int status() {
    return response.statusCode();
  }

  /** The body as it came. */
  public byte[] body() {
    return response.body();
  }

  /** The body as text. */
  public String text() {
    return new String(body(), UTF_8);
  }

  /** The body as JSON. */
  public JsonNode json() {
    return JSON.readTree(body());
  }

  /** The code of the envelope. */
  public String code() {
    return json().path("code").asString();
  }

  /** The result of the envelope. */
  public JsonNode result() {
    return json().path("result");
  }

  /** The first value of a header, or {@code null}. */
  public @Nullable String header(String name) {
    return response.headers().firstValue(name).orElse(null);
  }

  /** The media type without parameters, empty if there is none. */
  public String contentType() {
    String type = header("Content-Type");
    return type == null ? "" : type.split(";", 2)[0];
  }

  /** The value that the answer gives to a cookie. */
  public String cookie(String name) {
    return setCookies().stream()
        .filter(cookie -> cookie.startsWith(name + "="))
        .map(cookie -> cookie.substring(name.length() + 1, cookie.indexOf(';')))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no cookie " + name + " in " + setCookies()));
  }

  /** Every {@code Set-Cookie} line in order. */
  public List<String> setCookies() {
    return response.headers().allValues("Set-Cookie");
  }

  /** Asserts a successful envelope and returns its result. */
  public JsonNode success() {
    assertThat(status()).as("status of %s", text()).isEqualTo(200);
    assertThat(json().propertyNames()).containsExactly("isSuccess", "code", "message", "result");
    assertThat(json().path("isSuccess").asBoolean()).isTrue();
    return result();
  }

  /** Asserts an error envelope. */
  public void isRefused(int wantedStatus, String wantedCode) {
    assertThat(List.of(Integer.toString(status()), code()))
        .as("status and code of %s", text())
        .containsExactly(Integer.toString(wantedStatus), wantedCode);
    assertThat(json().propertyNames()).containsExactly("isSuccess", "code", "message", "result");
    assertThat(json().path("isSuccess").asBoolean()).isFalse();
    assertThat(json().path("message").asString()).isNotBlank();
    assertThat(result().isNull()).isTrue();
  }
}
