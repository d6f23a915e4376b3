package com.moalog.server.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Speaks HTTP with a server; each {@code with} gives another client. Immutable and thread-safe. */
public final class ApiClient {

  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final URI server;
  private final List<String> headers;

  ApiClient(URI server) {
    this(server, List.of());
  }

  private ApiClient(URI server, List<String> headers) {
    this.server = server;
    this.headers = headers;
  }

  /** A client that sends this header too. */
  public ApiClient with(String header, String value) {
    List<String> more = new ArrayList<>(headers);
    more.add(header);
    more.add(value);
    return new ApiClient(server, List.copyOf(more));
  }

  /** A client that sends this access token. */
  public ApiClient withToken(String token) {
    return with("Authorization", "Bearer " + token);
  }

  public ApiAnswer get(String path) {
    return send("GET", path, BodyPublishers.noBody());
  }

  public ApiAnswer post(String path) {
    return send("POST", path, BodyPublishers.noBody());
  }

  public ApiAnswer post(String path, String json) {
    return send("POST", path, BodyPublishers.ofString(json));
  }

  public ApiAnswer put(String path, String json) {
    return send("PUT", path, BodyPublishers.ofString(json));
  }

  public ApiAnswer patch(String path, String json) {
    return send("PATCH", path, BodyPublishers.ofString(json));
  }

  public ApiAnswer delete(String path) {
    return send("DELETE", path, BodyPublishers.noBody());
  }

  /** Any request. */
  public ApiAnswer send(String method, String path, BodyPublisher body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.resolve(path)).method(method, body).timeout(LIMIT);
    if (!headers.isEmpty()) {
      request.headers(headers.toArray(String[]::new));
    }
    if (headers.stream().noneMatch("Content-Type"::equalsIgnoreCase)) {
      request.header("Content-Type", "application/json");
    }
    StreamHead stream = new StreamHead();
    try (stream) {
      return new ApiAnswer(HTTP.send(request.build(), stream));
    } catch (IOException failed) {
      throw new UncheckedIOException(method + " " + path, failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(method + " " + path, interrupted);
    }
  }
}
