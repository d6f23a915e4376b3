package com.moalog.platform;

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
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Stands before a service, passes everything on, and breaks the answer to one kind of request. */
final class BreakingProxy implements AutoCloseable {

  private static final Set<String> NOT_COPIED =
      Set.of("host", "connection", "content-length", "upgrade", "http2-settings", "expect");

  /**
   * What is broken.
   *
   * @param request method and path, as a pattern
   * @param status the status instead, 0 to keep it
   * @param from a text in the body, empty to keep the body
   * @param to the text instead
   */
  record Break(String request, int status, String from, String to) {

    private boolean hits(HttpExchange exchange) {
      String line = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
      return line.matches(request);
    }
  }

  private final URI service;
  private final Break plan;
  private final HttpClient client = HttpClient.newHttpClient();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;

  BreakingProxy(int servicePort, Break plan) throws IOException {
    this.service = URI.create("http://127.0.0.1:" + servicePort);
    this.plan = plan;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::pass);
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  private void pass(HttpExchange exchange) throws IOException {
    try (exchange) {
      HttpResponse<byte[]> answer = client.send(copy(exchange), BodyHandlers.ofByteArray());
      boolean isHit = plan.hits(exchange);
      byte[] body = isHit ? broken(answer.body()) : answer.body();
      answer.headers().map().forEach((name, values) -> copy(exchange, name, values));
      int status = isHit && plan.status() > 0 ? plan.status() : answer.statusCode();
      exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  private byte[] broken(byte[] body) {
    if (plan.from().isEmpty()) {
      return body;
    }
    String text = new String(body, StandardCharsets.UTF_8);
    if (!text.contains(plan.from())) {
      throw new AssertionError("nothing to break: " + plan.from() + " is not in " + text);
    }
    return text.replace(plan.from(), plan.to()).getBytes(StandardCharsets.UTF_8);
  }

  private HttpRequest copy(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(service.resolve(exchange.getRequestURI()))
            .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> {
          if (!NOT_COPIED.contains(name.toLowerCase(Locale.ROOT))) {
            values.forEach(value -> request.header(name, value));
          }
        });
    return request.build();
  }

  private static void copy(HttpExchange exchange, String name, Iterable<String> values) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (!lower.equals("transfer-encoding") && !lower.equals("content-length")) {
      values.forEach(value -> exchange.getResponseHeaders().add(name, value));
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    client.close();
  }
}
