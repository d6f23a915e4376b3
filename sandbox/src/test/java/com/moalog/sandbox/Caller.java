package com.moalog.sandbox;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Talks to a sandbox over real HTTP, as a merchant and as the test's own hand. */
final class Caller implements AutoCloseable {

  static final String SECRET_KEY = "test_sk_local_dev_dummy";

  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration TIMEOUT = Duration.ofMinutes(1);

  /** A status and the JSON that came with it. */
  record Answer(int status, JsonNode body, HttpResponse<String> raw) {

    String code() {
      return body.path("code").asString("");
    }

    String text(String field) {
      return body.path(field).asString("");
    }
  }

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI base;

  Caller(SandboxServer sandbox) {
    this.base = sandbox.address();
  }

  /** A payment that a customer approved at the checkout. */
  String session(String orderId, long amount) {
    return session(orderId, amount, "CARD");
  }

  String session(String orderId, long amount, String method) {
    Answer answer =
        admin(
            "POST",
            "/__admin/sessions",
            """
            {"orderId":"%s","amount":%d,"method":"%s","authenticated":true}\
            """
                .formatted(orderId, amount, method));
    return answer.text("paymentKey");
  }

  Answer confirm(String idempotencyKey, String paymentKey, String orderId, long amount) {
    return merchant(
        "POST",
        "/v1/payments/confirm",
        """
        {"paymentKey":"%s","orderId":"%s","amount":%d}\
        """
            .formatted(paymentKey, orderId, amount),
        Map.of("Idempotency-Key", idempotencyKey));
  }

  Answer cancel(String idempotencyKey, String paymentKey, long amount) {
    return merchant(
        "POST",
        "/v1/payments/" + paymentKey + "/cancel",
        """
        {"cancelReason":"changed my mind","cancelAmount":%d}\
        """
            .formatted(amount),
        Map.of("Idempotency-Key", idempotencyKey));
  }

  Answer lookup(String paymentKey) {
    return merchant("GET", "/v1/payments/" + paymentKey, "", Map.of());
  }

  JsonNode effects() {
    return admin("GET", "/__admin/effects", "").body();
  }

  void rule(String match, int times, String then) {
    Answer answer =
        admin(
            "POST",
            "/__admin/rules",
            "{\"match\":%s,\"times\":%d,\"then\":%s}".formatted(match, times, then));
    if (answer.status() != 201) {
      throw new AssertionError("rule refused: " + answer.body());
    }
  }

  Answer admin(String method, String path, String body) {
    return send(method, path, body, Map.of());
  }

  Answer merchant(String method, String path, String body, Map<String, String> headers) {
    Map<String, String> all = new HashMap<>(headers);
    String credentials = SECRET_KEY + ":";
    all.putIfAbsent(
        "Authorization",
        "Basic "
            + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)));
    return send(method, path, body, all);
  }

  Answer send(String method, String path, String body, Map<String, String> headers) {
    try {
      return attempt(method, path, body, headers);
    } catch (IOException failed) {
      throw new AssertionError(method + " " + path + " got no answer", failed);
    }
  }

  /** Like {@link #send}, for a call that is meant to fail on the wire. */
  Answer attempt(String method, String path, String body, Map<String, String> headers)
      throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(base.resolve(path))
            .timeout(TIMEOUT)
            .method(method, BodyPublishers.ofString(body));
    headers.forEach(request::header);
    try {
      HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
      return new Answer(response.statusCode(), read(response.body()), response);
    } catch (InterruptedException stopped) {
      throw new AssertionError("interrupted", stopped);
    }
  }

  private static JsonNode read(String body) {
    try {
      return JSON.readTree(body);
    } catch (JacksonException malformed) {
      return JSON.nullNode();
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
