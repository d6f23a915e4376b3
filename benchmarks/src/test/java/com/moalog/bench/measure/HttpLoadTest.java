package com.moalog.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpLoadTest {

  private static final Duration SHORT = Duration.ofSeconds(3);

  private final AtomicInteger served = new AtomicInteger();
  private HttpServer server;

  @BeforeEach
  void startServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/length", exchange -> answer(exchange, 200, 5));
    server.createContext("/chunks", exchange -> answer(exchange, 201, 0));
    server.createContext("/nothing", exchange -> answer(exchange, 204, -1));
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  private void answer(HttpExchange exchange, int status, long length) throws IOException {
    served.incrementAndGet();
    exchange.getRequestBody().readAllBytes();
    exchange.sendResponseHeaders(status, length);
    if (length >= 0) {
      exchange.getResponseBody().write("hello".getBytes(StandardCharsets.UTF_8));
    }
    exchange.close();
  }

  @AfterEach
  void stopServer() {
    server.stop(0);
  }

  private int port() {
    return server.getAddress().getPort();
  }

  @Test
  void refusesMoreConnectionsThanItsLimit() {
    assertThatThrownBy(() -> new HttpLoad(1, 1_025)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new HttpLoad(1, 0)).isInstanceOf(IllegalArgumentException.class);
    assertThat(new HttpLoad(1, 1_024).connections()).isEqualTo(1_024);
  }

  @Test
  void countsConnectionsThatNobodyTakes() throws Exception {
    int closed;
    try (ServerSocket socket = new ServerSocket(0)) {
      closed = socket.getLocalPort();
    }
    HttpLoad.Outcome outcome =
        new HttpLoad(closed, 2).run(SHORT, (_, _) -> HttpRequestBytes.of("GET", "/", Map.of()));
    assertThat(outcome.failures()).isPositive();
    assertThat(outcome.latencies().count()).isZero();
  }

  @Test
  void readsEveryKindOfAnswerOnKeptConnections() throws Exception {
    String[] paths = {"/length", "/chunks", "/nothing"};
    HttpLoad.Outcome outcome =
        new HttpLoad(port(), 3)
            .run(
                SHORT,
                (_, turn) ->
                    HttpRequestBytes.json(
                        "POST",
                        paths[(int) (turn % paths.length)],
                        Map.of("X-A", "b"),
                        "{\"가\":1}"));
    assertThat(outcome.failures()).isZero();
    assertThat(outcome.latencies().count()).isEqualTo(served.get()).isGreaterThan(9);
    assertThat(outcome.count(200)).isPositive();
    assertThat(outcome.count(201)).isPositive();
    assertThat(outcome.count(204)).isPositive();
    assertThat(outcome.count(500)).isZero();
    assertThat(outcome.perSecond()).isPositive();
  }

  @Test
  void restsBetweenTheRequestsOfAConnection() throws Exception {
    HttpLoad.Script script =
        new HttpLoad.Script() {
          @Override
          public byte[] request(int connection, long turn) {
            return HttpRequestBytes.of("GET", "/length", Map.of());
          }

          @Override
          public Duration pause(int connection, long turn) {
            return Duration.ofHours(1);
          }
        };
    assertThat(new HttpLoad(port(), 2).run(SHORT, script).latencies().count()).isEqualTo(2);
  }
}
