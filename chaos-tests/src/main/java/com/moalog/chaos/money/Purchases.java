package com.moalog.chaos.money;

import com.moalog.chaos.http.Http;
import com.moalog.chaos.http.Reply;
import com.moalog.chaos.platform.Addresses;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;

/**
 * Buyers who order, approve and pay at the payment engine until they are told to stop. Each keeps
 * asking with the same idempotency key until a step has an answer, as a careful shop does, so that
 * whatever breaks, an order may be paid once. Thread-safe.
 */
public final class Purchases {

  private static final int PRICE = 9_900;
  private static final int PAUSE_MILLIS = 250;
  private static final int RETRY_MILLIS = 300;
  private static final int MOST_TRIES = 400;
  private static final int CONFLICT = 409;
  private static final int REFUSED = 400;
  private static final int FAILED = 500;

  private final Addresses addresses;
  private final Http http = new Http();
  private final Queue<Purchase> made = new ConcurrentLinkedQueue<>();
  private final List<Thread> buyers = new ArrayList<>();
  private volatile boolean goesOn = true;

  private Purchases(Addresses addresses) {
    this.addresses = addresses;
  }

  /** That many buyers begin. */
  public static Purchases start(Addresses addresses, int buyers) {
    Purchases purchases = new Purchases(addresses);
    for (int buyer = 0; buyer < buyers; buyer++) {
      purchases.buyers.add(Thread.ofVirtual().start(purchases::buy));
    }
    return purchases;
  }

  /** No order begins any more. */
  public void stop() {
    goesOn = false;
  }

  /** No order begins any more; returns when every one that had begun has its answers. */
  public List<Purchase> end() throws InterruptedException {
    stop();
    for (Thread buyer : buyers) {
      buyer.join();
    }
    return List.copyOf(made);
  }

  private void buy() {
    try {
      while (goesOn) {
        made.add(purchase());
        Thread.sleep(PAUSE_MILLIS);
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  private Purchase purchase() throws InterruptedException {
    String user = "chaos-" + UUID.randomUUID();
    String order =
        insist(
                "/api/v1/orders",
                """
                {"userId":"%s","currency":"KRW","lineItems":[
                  {"productId":"plan_pro","productName":"PRO","quantity":1,"unitPrice":%d}]}
                """
                    .formatted(user, PRICE),
                Reply::isOk)
            .data("orderId");
    String payment =
        insist(
                "/api/v1/payments",
                "{\"orderId\":\"%s\",\"amount\":%d,\"currency\":\"KRW\"}".formatted(order, PRICE),
                Reply::isOk)
            .data("paymentId");
    if (payment.isEmpty()) {
      return new Purchase(order, "", false);
    }
    String path = "/api/v1/payments/" + payment;
    Reply approved =
        insist(
            path + "/approve",
            "{\"paymentMethod\":\"CARD\",\"paymentKey\":\"%s\"}".formatted(session(order)),
            Purchases::isSettled);
    if (!approved.isOk()) {
      return new Purchase(order, payment, false);
    }
    insist(path + "/confirm", "{}", Purchases::isSettled);
    return new Purchase(order, payment, true);
  }

  /** The customer's window at the provider. */
  private String session(String order) throws InterruptedException {
    return http.post(
            addresses.sandbox().resolve("/__admin/sessions"),
            Map.of(),
            "{\"orderId\":\"%s\",\"amount\":%d,\"authenticated\":true}".formatted(order, PRICE))
        .json()
        .path("paymentKey")
        .asString("");
  }

  private static boolean isSettled(Reply reply) {
    return reply.isOk() || isRefusal(reply);
  }

  /** A refusal that will not go away; a conflict means that the first try is still under way. */
  private static boolean isRefusal(Reply reply) {
    return reply.status() >= REFUSED && reply.status() < FAILED && reply.status() != CONFLICT;
  }

  private Reply insist(String path, String body, Predicate<Reply> isDone)
      throws InterruptedException {
    URI address = addresses.fluxpay().resolve(path);
    Map<String, String> headers = new HashMap<>();
    headers.put("X-Tenant-Id", "moalog");
    headers.put("X-Idempotency-Key", UUID.randomUUID().toString());
    Reply reply = http.post(address, headers, body);
    for (int tries = 1; !isDone.test(reply) && !isRefusal(reply) && tries < MOST_TRIES; tries++) {
      Thread.sleep(RETRY_MILLIS);
      reply = http.post(address, headers, body);
    }
    return reply;
  }
}
