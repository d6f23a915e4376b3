package com.moalog.local.launcher.console;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Serves the page on 127.0.0.1. It answers GET only, serves a few files, asks Prometheus a fixed
 * list of questions, and refuses other host names, so that no page of another site can read it.
 * Thread-safe.
 */
final class ConsoleServer implements AutoCloseable {

  private static final int OK = 200;
  private static final int REFUSED = 403;
  private static final int NOT_FOUND = 404;
  private static final int WRONG_METHOD = 405;
  private static final Map<String, String> TYPES =
      Map.of(
          "/console.html", "text/html; charset=utf-8",
          "/console.css", "text/css; charset=utf-8",
          "/console.js", "text/javascript; charset=utf-8",
          "/icon.svg", "image/svg+xml");

  private final View view;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /**
   * Starts to serve.
   *
   * @throws IOException with what to do when the port is taken
   */
  ConsoleServer(View view, int port) throws IOException {
    this.view = view;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    } catch (BindException taken) {
      throw new IOException(
          "port %d is taken; CONSOLE_PORT in .env chooses another".formatted(port), taken);
    }
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      if (!isOurs(exchange.getRequestHeaders().getFirst("Host"))) {
        send(exchange, REFUSED, "text/plain", "for this machine only");
      } else if (!exchange.getRequestMethod().equals("GET")) {
        send(exchange, WRONG_METHOD, "text/plain", "GET only");
      } else if (path.equals("/api/view")) {
        send(exchange, OK, "application/json", view.json());
      } else {
        file(exchange, path.equals("/") ? "/console.html" : path);
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean isOurs(@Nullable String host) {
    return host != null && host.matches("(localhost|127\\.0\\.0\\.1)(:\\d+)?");
  }

  private static void file(HttpExchange exchange, String path) throws IOException {
    String type = TYPES.get(path);
    InputStream in =
        type == null ? null : ConsoleServer.class.getResourceAsStream(path.substring(1));
    if (type == null || in == null) {
      send(exchange, NOT_FOUND, "text/plain", "there is no such page");
      return;
    }
    try (in) {
      send(exchange, OK, type, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  private static void send(HttpExchange exchange, int status, String type, String body)
      throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
    exchange
        .getResponseHeaders()
        .set(
            "Content-Security-Policy",
            "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
