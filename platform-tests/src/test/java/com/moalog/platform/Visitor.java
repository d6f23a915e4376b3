package com.moalog.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.moalog.chaos.platform.Moalog;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Somebody who looks at the platform over HTTP, outside the demo. */
final class Visitor {

  private static final Pattern TOKEN = Pattern.compile("access_token=([^;]+);.*");
  private static final Pattern CAPTURES = Pattern.compile("\"total\":\\{\"captures\":(\\d+)");
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final Moalog moalog;
  private final String token;

  private Visitor(Moalog moalog, String token) {
    this.moalog = moalog;
    this.token = token;
  }

  /** Logs in by email alone, which the local platform allows. */
  static Visitor loggedIn(Moalog moalog, String email) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        CLIENT.send(
            HttpRequest.newBuilder(server(moalog, "SERVER_PORT").resolve("/api/auth/login/email"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"email\":\"" + email + "\"}"))
                .build(),
            BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    String token =
        answer.headers().allValues("Set-Cookie").stream()
            .map(TOKEN::matcher)
            .filter(Matcher::matches)
            .map(cookie -> cookie.group(1))
            .findFirst()
            .orElseThrow();
    return new Visitor(moalog, token);
  }

  private static URI server(Moalog moalog, String port) {
    return URI.create("http://127.0.0.1:" + moalog.port(port));
  }

  /** Creates a room with a title of its own and returns the title. */
  String createRoom() throws IOException, InterruptedException {
    String title = "room " + System.nanoTime() % 1_000_000_000;
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server(moalog, "SERVER_PORT").resolve("/api/v1/retro-rooms"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{\"title\":\"" + title + "\"}"));
    send(request);
    return title;
  }

  /** The rooms as the server lists them. */
  String rooms() throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(server(moalog, "SERVER_PORT").resolve("/api/v1/retro-rooms")));
  }

  /** How often the payment provider has taken money. */
  static long captures(Moalog moalog) throws IOException, InterruptedException {
    String effects =
        CLIENT
            .send(
                HttpRequest.newBuilder(server(moalog, "SANDBOX_PORT").resolve("/__admin/effects"))
                    .build(),
                BodyHandlers.ofString())
            .body();
    Matcher captures = CAPTURES.matcher(effects);
    assertThat(captures.find()).as(effects).isTrue();
    return Long.parseLong(captures.group(1));
  }

  private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        CLIENT.send(
            request.header("Authorization", "Bearer " + token).build(), BodyHandlers.ofString());
    assertThat(answer.statusCode() / 100).as(answer.body()).isEqualTo(2);
    return answer.body();
  }
}
