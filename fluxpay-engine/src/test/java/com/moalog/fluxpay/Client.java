package com.moalog.fluxpay;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Talks to an engine, or to a sandbox, over real HTTP. */
final class Client {

  static final String TENANT = "service-a";

  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  /** A status and what came with it. */
  record Reply(int status, String body, HttpResponse<String> raw) {

    JsonNode json() {
      try {
        return JSON.readTree(body);
      } catch (JacksonException unreadable) {
        throw new AssertionError("not JSON: HTTP " + status + " " + body, unreadable);
      }
    }

    JsonNode data() {
      return json().path("data");
    }

    String data(String field) {
      return data().path(field).asString("");
    }

    String code() {
      return json().path("error").path("code").asString("");
    }

    String header(String name) {
      return raw.headers().firstValue(name).orElse("");
    }
  }

  private final URI base;
  private final Map<String, String> headers;

  private Client(URI base, Map<String, String> headers) {
    this.base = base;
    this.headers = headers;
  }

  static Client of(URI base) {
    return new Client(base, Map.of()).with("X-Tenant-Id", TENANT);
  }

  /** The same client with one more header, or without it when the value is null. */
  Client with(String name, @Nullable String value) {
    Map<String, String> changed = new LinkedHashMap<>(headers);
    if (value == null) {
      changed.remove(name);
    } else {
      changed.put(name, value);
    }
    return new Client(base, changed);
  }

  /** The same client with an idempotency key. */
  Client keyed(String key) {
    return with("X-Idempotency-Key", key);
  }

  /** The same client with a fresh idempotency key. */
  Client keyed() {
    return keyed(UUID.randomUUID().toString());
  }

  Reply get(String path) {
    return send("GET", path, "");
  }

  Reply post(String path, String body) {
    return send("POST", path, body);
  }

  /** For one of many at once: comes again, under its key, when the engine was too busy. */
  Reply postPatiently(String path, String body) {
    return await()
        .pollDelay(Duration.ZERO)
        .atMost(PATIENCE)
        .until(() -> post(path, body), reply -> reply.status() != 503);
  }

  Reply put(String path, String body) {
    return send("PUT", path, body);
  }

  Reply send(String method, String path, String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(base.resolve(path))
            .timeout(LIMIT)
            .method(
                method,
                body.isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    if (!body.isEmpty() && !headers.containsKey("Content-Type")) {
      request.header("Content-Type", "application/json");
    }
    headers.forEach(request::header);
    try {
      HttpResponse<String> response =
          HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return new Reply(response.statusCode(), response.body(), response);
    } catch (IOException failed) {
      throw new UncheckedIOException(method + " " + path, failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }
}
