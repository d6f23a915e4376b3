package com.moalog.server.notification;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Somebody who is notified: takes messages at any path, and behaves as the path is told to. */
final class HookReceiver implements AutoCloseable {

  /** What a receiver does with a message that it has read. */
  @FunctionalInterface
  interface Manner {
    void answer(HttpExchange exchange) throws IOException;
  }

  /** A message as it came. */
  record Received(String path, Map<String, String> headers, String body) {

    String header(String name) {
      return headers.getOrDefault(name, "");
    }
  }

  private final HttpServer listener;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Received> received = new CopyOnWriteArrayList<>();
  private final Map<String, Manner> manners = new ConcurrentHashMap<>();
  private final CountDownLatch closed = new CountDownLatch(1);

  HookReceiver() throws IOException {
    listener = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    listener.setExecutor(threads);
    listener.createContext("/", this::take);
    listener.start();
  }

  String address(String path) {
    return "http://127.0.0.1:" + listener.getAddress().getPort() + path;
  }

  /** Decides what happens to messages at a path from now on; without it they are welcome. */
  void behave(String path, Manner manner) {
    manners.put(path, manner);
  }

  static Manner status(int status) {
    return exchange -> exchange.sendResponseHeaders(status, -1);
  }

  static Manner redirect(String target) {
    return exchange -> {
      exchange.getResponseHeaders().add("Location", target);
      exchange.sendResponseHeaders(302, -1);
    };
  }

  /** Says nothing until the receiver is closed. */
  Manner silence() {
    return _ -> {
      try {
        closed.await();
      } catch (InterruptedException stopping) {
        Thread.currentThread().interrupt();
      }
    };
  }

  /** Welcomes the message with a body that does not end. */
  static Manner endless() {
    return exchange -> {
      exchange.sendResponseHeaders(200, 0);
      byte[] part = new byte[64 * 1024];
      try (OutputStream body = exchange.getResponseBody()) {
        while (true) {
          body.write(part);
        }
      }
    };
  }

  /** What came to a path, in its order. */
  List<Received> at(String path) {
    return received.stream().filter(one -> one.path().equals(path)).toList();
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      Map<String, String> headers = new ConcurrentHashMap<>();
      exchange
          .getRequestHeaders()
          .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
      received.add(new Received(path, headers, body));
      manners.getOrDefault(path, status(204)).answer(exchange);
    }
  }

  @Override
  public void close() {
    closed.countDown();
    listener.stop(0);
    threads.shutdownNow();
  }
}
