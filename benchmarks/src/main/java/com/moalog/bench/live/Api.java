package com.moalog.bench.live;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks the server and finds numbers and words in its answers. Thread-safe. */
final class Api {

  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final HttpClient http = HttpClient.newHttpClient();
  private final int port;

  Api(int port) {
    this.port = port;
  }

  int port() {
    return port;
  }

  /** The answer of a success; with a body it is a POST, without one a GET. */
  HttpResponse<String> send(String path, String token, String body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .timeout(LIMIT)
            .header("Authorization", "Bearer " + token);
    HttpRequest ready =
        body.isEmpty()
            ? request.GET().build()
            : request.POST(BodyPublishers.ofString(body)).build();
    HttpResponse<String> answer = http.send(ready, BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException(path + " answered " + answer.statusCode() + ": " + answer.body());
    }
    return answer;
  }

  /** The number that stands first under that name. */
  static long number(String json, String name) throws IOException {
    return Long.parseLong(find(json, "\"" + name + "\":(\\d+)"));
  }

  /** What the group of the pattern finds first. */
  static String find(String text, String pattern) throws IOException {
    Matcher found = Pattern.compile(pattern).matcher(text);
    if (!found.find()) {
      throw new IOException("no " + pattern + " in " + text);
    }
    return found.group(1);
  }
}
