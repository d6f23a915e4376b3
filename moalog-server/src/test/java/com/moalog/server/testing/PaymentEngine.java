package com.moalog.server.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Speaks the documented envelope of the payment engine: creates orders and payments once per
 * idempotency key, refuses calls without a tenant, and can be told to fail. Thread-safe.
 */
public final class PaymentEngine implements AutoCloseable {

  private static final int CREATED = 201;
  private static final int STALLED_BYTES = 100;
  private static final int HOLD_LIMIT_SECONDS = 60;

  private final HttpServer http;
  private final Map<String, String> answers = new ConcurrentHashMap<>();
  private final Map<String, String> statuses = new ConcurrentHashMap<>();
  private final List<String> keys = new CopyOnWriteArrayList<>();
  private final AtomicInteger calls = new AtomicInteger();
  private volatile CountDownLatch held = new CountDownLatch(0);
  private volatile String heldField = "";
  private volatile Runnable beforeStatus = () -> {};
  private volatile boolean stalling;
  private volatile int failure;
  private volatile String failureCode = "";

  private PaymentEngine(HttpServer http) {
    this.http = http;
  }

  /** A new one on a free port. */
  public static PaymentEngine start() {
    return start(0);
  }

  /** A new one on that port. */
  public static PaymentEngine start(int port) {
    try {
      HttpServer http =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 100);
      PaymentEngine engine = new PaymentEngine(http);
      http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      http.createContext("/api/v1/orders", exchange -> engine.create(exchange, "orderId"));
      http.createContext("/api/v1/payments", exchange -> engine.create(exchange, "paymentId"));
      http.start();
      return engine;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Where it listens. */
  public URI address() {
    return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
  }

  /** Answers everything with this status and code from now on; 0 for normal work. */
  public void fail(int status, String code) {
    failureCode = code;
    failure = status;
  }

  /** From now on sends the heads of answers and never their bodies. */
  public void stall() {
    stalling = true;
  }

  /**
   * Does what is asked for and then keeps the answers with this field to itself until {@link
   * #release}.
   */
  public void holdAnswersWith(String field) {
    held = new CountDownLatch(1);
    heldField = field;
  }

  /** Sends the answers that were held back, as far as somebody still waits for them. */
  public void release() {
    heldField = "";
    held.countDown();
  }

  /** Does this before a lookup is answered. */
  public void beforeStatus(Runnable action) {
    beforeStatus = action;
  }

  /** Lets the lookup of a payment find this status. */
  public void settle(String paymentId, String status) {
    statuses.put(paymentId, status);
  }

  /** Requests that arrived. */
  public int calls() {
    return calls.get();
  }

  /** Things that were created, each once per key. */
  public long created(String field) {
    return answers.values().stream().filter(answer -> answer.contains(field + "\":")).count();
  }

  /** The idempotency keys in the order of the calls. */
  public List<String> keys() {
    return keys;
  }

  private void create(HttpExchange exchange, String field) throws IOException {
    calls.incrementAndGet();
    exchange.getRequestBody().readAllBytes();
    if (stalling) {
      exchange.sendResponseHeaders(CREATED, STALLED_BYTES);
      exchange.getResponseBody().flush();
    } else if (failure != 0) {
      answer(exchange, failure, error(failureCode));
    } else if (!"moalog".equals(exchange.getRequestHeaders().getFirst("X-Tenant-Id"))) {
      answer(exchange, 400, error("TNT_001"));
    } else if (exchange.getRequestMethod().equals("GET")) {
      beforeStatus.run();
      answer(exchange, 200, status(exchange));
    } else {
      String key = exchange.getRequestHeaders().getFirst("X-Idempotency-Key");
      keys.add(key);
      String made =
          answers.computeIfAbsent(
              key,
              _ ->
                  "{\"success\":true,\"data\":{\"%s\":\"%s\",\"status\":\"READY\"}}"
                      .formatted(field, field + "-" + key));
      awaitRelease(field);
      answer(exchange, CREATED, made);
    }
  }

  private void awaitRelease(String field) throws IOException {
    try {
      if (field.equals(heldField) && !held.await(HOLD_LIMIT_SECONDS, TimeUnit.SECONDS)) {
        throw new IOException("nobody released the answer");
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new IOException(stopping);
    }
  }

  private String status(HttpExchange exchange) {
    String path = exchange.getRequestURI().getPath();
    String status = statuses.getOrDefault(path.substring(path.lastIndexOf('/') + 1), "READY");
    return "{\"success\":true,\"data\":{\"status\":\"" + status + "\"}}";
  }

  private static String error(String code) {
    return "{\"success\":false,\"error\":{\"code\":\"%s\",\"message\":\"no\"}}".formatted(code);
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    http.stop(0);
  }
}
