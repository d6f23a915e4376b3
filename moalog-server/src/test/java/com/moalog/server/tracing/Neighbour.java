package com.moalog.server.tracing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/**
 * Every service that the server calls, at one address: limiter, payment engine, chat API and
 * receiver of OTLP. It keeps the trace headers of each path. Thread-safe.
 */
final class Neighbour implements AutoCloseable {

  private static final Map<String, String> ANSWERS =
      Map.of(
          "/api/v1/rate-limit/check", "{\"allowed\":true}",
          "/api/v1/orders", "{\"success\":true,\"data\":{\"orderId\":\"o\"}}",
          "/api/v1/payments",
              "{\"success\":true,\"data\":{\"paymentId\":\"p\",\"status\":\"READY\"}}",
          "/v1/chat/completions",
              """
              {"choices":[{"message":
                {"content":"{\\"guides\\":[{\\"title\\":\\"t\\",\\"description\\":\\"d\\"}]}"}}]}
              """);

  private final Map<String, List<String>> parents = new ConcurrentHashMap<>();
  private final List<byte[]> exports = new CopyOnWriteArrayList<>();
  private final HttpServer http;

  Neighbour() throws IOException {
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    http.createContext("/", this::answer);
    http.start();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      byte[] body = exchange.getRequestBody().readAllBytes();
      if (path.equals("/v1/traces")) {
        exports.add(body);
      }
      String parent = exchange.getRequestHeaders().getFirst("traceparent");
      parents.computeIfAbsent(path, _ -> new CopyOnWriteArrayList<>()).add(String.valueOf(parent));
      byte[] answer = ANSWERS.getOrDefault(path, "{}").getBytes(UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, answer.length);
      exchange.getResponseBody().write(answer);
    }
  }

  String address() {
    return "http://127.0.0.1:" + http.getAddress().getPort();
  }

  /** The {@code traceparent} of every call of that path. */
  List<String> parents(String path) {
    return parents.getOrDefault(path, List.of());
  }

  /** What was exported: protobuf, in which names stand as they are. */
  String exported() {
    StringBuilder all = new StringBuilder();
    exports.forEach(export -> all.append(new String(export, ISO_8859_1)));
    return all.toString();
  }

  @Override
  public void close() {
    http.stop(0);
  }
}
