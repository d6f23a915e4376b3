package com.moalog.local.launcher.console;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Prometheus, asked over its HTTP API. Thread-safe. */
final class Metrics {

  static final Duration SPAN = Duration.ofMinutes(15);

  private static final Duration STEP = Duration.ofSeconds(15);
  private static final Duration LIMIT = Duration.ofSeconds(3);
  private static final int OK = 200;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final URI address;
  private final HttpClient client = HttpClient.newBuilder().connectTimeout(LIMIT).build();

  Metrics(int port) {
    address = URI.create("http://127.0.0.1:" + port);
  }

  /** The series of an expression now. */
  JsonNode now(String expression) throws IOException, InterruptedException {
    return data("/api/v1/query?query=" + encoded(expression)).path("result");
  }

  /** The series of an expression over the last {@link #SPAN}. */
  JsonNode lately(String expression, Instant end) throws IOException, InterruptedException {
    String path =
        String.format(
            Locale.ROOT,
            "/api/v1/query_range?query=%s&start=%d&end=%d&step=%d",
            encoded(expression),
            end.minus(SPAN).getEpochSecond(),
            end.getEpochSecond(),
            STEP.toSeconds());
    return data(path).path("result");
  }

  /** Alerts that wait or fire. */
  JsonNode alerts() throws IOException, InterruptedException {
    return data("/api/v1/alerts").path("alerts");
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private JsonNode data(String path) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        client.send(
            HttpRequest.newBuilder(address.resolve(path)).timeout(LIMIT).build(),
            BodyHandlers.ofString());
    if (answer.statusCode() != OK) {
      throw new IOException("Prometheus answers " + path + " with " + answer.statusCode());
    }
    return JSON.readTree(answer.body()).path("data");
  }
}
