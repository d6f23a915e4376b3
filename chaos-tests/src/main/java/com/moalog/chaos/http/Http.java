package com.moalog.chaos.http;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** HTTP/1.1 calls that never throw for what the other side does. Thread-safe. */
public final class Http {

  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final Pattern LOGIN = Pattern.compile("(?:access|signup)_token=([^;]+).*");

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_LIMIT)
          .build();

  public Reply get(URI address, Map<String, String> headers) throws InterruptedException {
    return send(HttpRequest.newBuilder(address).GET(), headers);
  }

  /** Posts JSON. */
  public Reply post(URI address, Map<String, String> headers, String body)
      throws InterruptedException {
    return send(
        HttpRequest.newBuilder(address)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body)),
        headers);
  }

  public Reply delete(URI address) throws InterruptedException {
    return send(HttpRequest.newBuilder(address).DELETE(), Map.of());
  }

  private Reply send(HttpRequest.Builder builder, Map<String, String> headers)
      throws InterruptedException {
    headers.forEach(builder::header);
    long start = System.nanoTime();
    try {
      HttpResponse<String> answer =
          client.send(builder.timeout(LIMIT).build(), BodyHandlers.ofString());
      return new Reply(
          answer.statusCode(), answer.body(), System.nanoTime() - start, cookie(answer));
    } catch (IOException e) {
      return new Reply(0, e.toString(), System.nanoTime() - start, "");
    }
  }

  private static String cookie(HttpResponse<String> answer) {
    return answer.headers().allValues("Set-Cookie").stream()
        .map(LOGIN::matcher)
        .filter(Matcher::matches)
        .map(login -> login.group(1))
        .findFirst()
        .orElse("");
  }
}
