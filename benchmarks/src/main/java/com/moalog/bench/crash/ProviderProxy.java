package com.moalog.bench.crash;

import com.moalog.bench.postgres.Passage;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Executors;

/** Passes the engine's calls on to the provider, and holds those that a trap is set for. */
final class ProviderProxy implements AutoCloseable {

  private static final List<String> HEADERS =
      List.of("Authorization", "Content-Type", "Idempotency-Key", "Accept-Language");

  private final HttpServer server;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI target;
  private final Traps traps;

  private ProviderProxy(HttpServer server, URI target, Traps traps) {
    this.server = server;
    this.target = target;
    this.traps = traps;
  }

  static ProviderProxy start(URI target, Traps traps) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    ProviderProxy proxy = new ProviderProxy(server, target, traps);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", proxy::pass);
    server.start();
    return proxy;
  }

  int port() {
    return server.getAddress().getPort();
  }

  private void pass(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      String path = exchange.getRequestURI().getRawPath();
      Trap trap = traps.owner(path + new String(body, StandardCharsets.UTF_8));
      Passage passage = trap.reach(label(exchange.getRequestMethod(), path));
      if (!passage.mayHappen()) {
        return;
      }
      HttpResponse<byte[]> answer = asked(exchange, body);
      traps.learn(new String(answer.body(), StandardCharsets.UTF_8), trap);
      if (!passage.mayBeTold()) {
        return;
      }
      answer
          .headers()
          .firstValue("Content-Type")
          .ifPresent(type -> exchange.getResponseHeaders().set("Content-Type", type));
      exchange.sendResponseHeaders(answer.statusCode(), answer.body().length);
      exchange.getResponseBody().write(answer.body());
    }
  }

  private HttpResponse<byte[]> asked(HttpExchange exchange, byte[] body) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(target.resolve(exchange.getRequestURI()))
            .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
    for (String header : HEADERS) {
      String value = exchange.getRequestHeaders().getFirst(header);
      if (value != null) {
        request.header(header, value);
      }
    }
    try {
      return http.send(request.build(), BodyHandlers.ofByteArray());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", stopped);
    }
  }

  private static String label(String method, String path) {
    String what =
        path.endsWith("/confirm")
            ? "confirm"
            : path.endsWith("/cancel")
                ? "cancel"
                : path.endsWith("/issue")
                    ? "issue billing key"
                    : path.startsWith("/v1/billing/") ? "charge billing key" : "look up";
    return method.equals("DELETE") ? "PSP revoke billing key" : "PSP " + what;
  }

  @Override
  public void close() {
    server.stop(0);
    http.shutdownNow();
  }
}
