package com.moalog.bench.fluxpay;

import com.moalog.bench.measure.HttpConnection;
import com.moalog.bench.measure.HttpRequestBytes;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

/** Somebody who buys one thing after the other. Not thread-safe. */
final class Customer implements AutoCloseable {

  /** Whose customer it is. */
  static final String TENANT = "service-a";

  static final String ADMIN = "an operators' token";

  private static final int PRICE = 9_900;
  private static final long NANOS_PER_MILLI = 1_000_000;

  /** The engine has too much to do, or is still at it. */
  private static final Set<Integer> AGAIN = Set.of(503, 409);

  private static final int TRIES = 20;
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final String name;
  private final PaymentStage stage;
  private HttpConnection engine;
  private HttpConnection provider;
  private long refused;

  Customer(String name, PaymentStage stage) throws IOException {
    this.name = name;
    this.stage = stage;
    this.engine = new HttpConnection(stage.enginePort());
    this.provider = new HttpConnection(stage.sandboxPort());
  }

  /**
   * What one purchase left behind.
   *
   * @param nanos from the order to the captured payment, without the customer's own session
   * @param confirmNanos of that the confirm
   */
  record Purchase(
      String order,
      String payment,
      String paymentKey,
      String transaction,
      long nanos,
      long confirmNanos) {

    /** The time that the provider did not spend. */
    Purchase without(long lookUpMillis, long confirmMillis) {
      return new Purchase(
          order,
          payment,
          paymentKey,
          transaction,
          nanos - (lookUpMillis + confirmMillis) * NANOS_PER_MILLI,
          confirmNanos - confirmMillis * NANOS_PER_MILLI);
    }
  }

  /** Orders, pays, and sees the money captured. */
  Purchase buy() throws IOException {
    long start = System.nanoTime();
    String order =
        post(
                "/api/v1/orders",
                """
                {"userId":"%s","currency":"KRW","lineItems":[{"productId":"plan_pro",
                "productName":"PRO","quantity":1,"unitPrice":%d}]}\
                """
                    .formatted(name, PRICE),
                201)
            .field("orderId");
    String payment =
        post(
                "/api/v1/payments",
                "{\"orderId\":\"%s\",\"amount\":%d,\"currency\":\"KRW\"}".formatted(order, PRICE),
                201)
            .field("paymentId");
    long away = System.nanoTime();
    String key = session(order);
    long back = System.nanoTime();
    String path = "/api/v1/payments/" + payment;
    post(
        path + "/approve",
        "{\"paymentMethod\":\"CARD\",\"paymentKey\":\"%s\"}".formatted(key),
        200);
    long confirming = System.nanoTime();
    HttpConnection.Answer confirmed = post(path + "/confirm", "{}", 200);
    long end = System.nanoTime();
    if (!confirmed.field("status").equals("CONFIRMED")) {
      throw new IOException("the confirm answered " + confirmed.body());
    }
    return new Purchase(
        order,
        payment,
        key,
        confirmed.field("pgTransactionId"),
        end - start - (back - away),
        end - confirming);
  }

  private String session(String order) throws IOException {
    String body =
        "{\"orderId\":\"%s\",\"amount\":%d,\"authenticated\":true}".formatted(order, PRICE);
    if (provider.isOver()) {
      provider.close();
      provider = new HttpConnection(stage.sandboxPort());
    }
    return provider
        .ask(HttpRequestBytes.json("POST", "/__admin/sessions", Map.of(), body))
        .field("paymentKey");
  }

  /** How often the engine had too much to do. */
  long refused() {
    return refused;
  }

  /**
   * Asks the engine, under a key of its own; who is refused because there is too much to do asks
   * again.
   *
   * @throws IOException when the status is another one
   */
  HttpConnection.Answer post(String path, String body, int status) throws IOException {
    Map<String, String> headers =
        Map.of(
            "X-Tenant-Id",
            TENANT,
            "X-Idempotency-Key",
            UUID.randomUUID().toString(),
            "X-Admin-Token",
            ADMIN);
    byte[] request = HttpRequestBytes.json("POST", path, headers, body);
    HttpConnection.Answer answer = asked(request);
    for (int again = 0; AGAIN.contains(answer.status()) && again < TRIES; again++) {
      refused++;
      LockSupport.parkNanos(PAUSE.toNanos());
      answer = asked(request);
    }
    if (answer.status() != status) {
      throw new IOException(path + " answered " + answer.status() + " " + answer.body());
    }
    return answer;
  }

  /** The engine ends a connection now and then, and says so. */
  private HttpConnection.Answer asked(byte[] request) throws IOException {
    if (engine.isOver()) {
      engine.close();
      engine = new HttpConnection(stage.enginePort());
    }
    return engine.ask(request);
  }

  @Override
  public void close() throws IOException {
    try {
      engine.close();
    } finally {
      provider.close();
    }
  }
}
