package com.moalog.local.launcher.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.moalog.local.launcher.supervise.PartReport;
import com.moalog.local.launcher.supervise.State;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The console without a Prometheus; with one it is tested on the whole platform. */
class ConsoleServerTest {

  private static final Instant NOW = Instant.parse("2026-11-28T09:00:00Z");

  /** Nobody listens there. */
  private static final int CLOSED_PORT = 1;

  private final HttpClient client = HttpClient.newHttpClient();
  private ConsoleServer server;

  @BeforeEach
  void serve() throws IOException {
    server = new ConsoleServer(view(() -> List.of(redis())), 0);
  }

  @AfterEach
  void close() {
    server.close();
    client.close();
  }

  private static PartReport redis() {
    return new PartReport(
        "redis", State.HEALTHY, "", 42, NOW.minusSeconds(90), 1, 5_120, "localhost:6382");
  }

  private static View view(View.Reports reports) {
    return new View(new Metrics(CLOSED_PORT), reports, Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private HttpResponse<String> get(String path) throws Exception {
    URI address = URI.create("http://127.0.0.1:" + server.port() + path);
    return client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
  }

  @Test
  void servesThePageAndAllItNeedsFromItself() throws Exception {
    HttpResponse<String> page = get("/");
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("Content-Security-Policy"))
        .get()
        .asString()
        .startsWith("default-src 'self'");
    assertThat(page.body()).doesNotContain("http://", "https://");
    for (String file : List.of("/console.css", "/console.js", "/icon.svg")) {
      assertThat(page.body()).contains(file);
      assertThat(get(file).statusCode()).as(file).isEqualTo(200);
    }
  }

  @Test
  void showsThePartsWhenNothingIsMeasured() throws Exception {
    JsonNode view = JsonMapper.builder().build().readTree(get("/api/view").body());
    assertThat(view.path("measured").asBoolean(true)).isFalse();
    assertThat(view.at("/parts/0/name").asString()).isEqualTo("redis");
    assertThat(view.at("/parts/0/isWell").asBoolean(false)).isTrue();
    assertThat(view.at("/parts/0/upSeconds").asLong()).isEqualTo(90);
    assertThat(view.at("/parts/0/memoryMib").asLong()).isEqualTo(5);
  }

  @Test
  void aSupervisorThatDiedLeavesNoParts() throws Exception {
    View view =
        view(() -> {
          throw new IOException("the supervisor died");
        });
    assertThat(view.json()).contains("\"parts\":[]");
  }

  @Test
  void servesNothingElse() throws Exception {
    for (String path : List.of("/package-info.class", "/../seed.sql", "/api", "/console.html/x")) {
      assertThat(get(path).statusCode()).as(path).isEqualTo(404);
    }
    HttpRequest post =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/api/view"))
            .POST(BodyPublishers.ofString("x"))
            .build();
    assertThat(client.send(post, BodyHandlers.discarding()).statusCode()).isEqualTo(405);
  }

  @Test
  void refusesNamesThatOtherSitesCouldPointHere() throws Exception {
    assertThat(rawStatus("evil.example")).contains(" 403 ");
    assertThat(rawStatus("localhost:" + server.port())).contains(" 200 ");
  }

  private String rawStatus(String host) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket
          .getOutputStream()
          .write(
              "GET / HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n"
                  .formatted(host)
                  .getBytes(StandardCharsets.US_ASCII));
      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      socket.getInputStream().transferTo(answer);
      return answer.toString(StandardCharsets.UTF_8).lines().findFirst().orElse("");
    }
  }

  @Test
  void saysWhichVariableMovesATakenPort() {
    assertThatThrownBy(() -> new ConsoleServer(view(List::of), server.port()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("CONSOLE_PORT");
  }
}
