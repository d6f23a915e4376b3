package com.moalog.bench.crash;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

/** A tenant of its own for one scenario, with one customer. Thread-safe. */
final class Merchant {

  static final String ADMIN = "an operators' token";

  /** What a part of a refund, of a reservation, of a use is worth. */
  static final int PART = 4_000;

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final int CREDIT = 9_900;
  private static final int LOWEST_PRICE = 20_000;

  private final String tenant;
  private final int price;
  private final Http engine;
  private final Http provider;
  private final Times times;
  private final Naming naming;

  /** Tells whoever must know that the provider calls something of this merchant so. */
  @FunctionalInterface
  interface Naming {
    void learn(String word);
  }

  Merchant(int number, Http engine, Http provider, Times times, Naming naming) {
    this.tenant = "crash-" + number;
    this.price = LOWEST_PRICE + number;
    this.engine = engine;
    this.provider = provider;
    this.times = times;
    this.naming = naming;
  }

  String tenant() {
    return tenant;
  }

  /** No two merchants sell for the same, so that the provider can be told whom to decline. */
  int price() {
    return price;
  }

  String user() {
    return "user-of-" + tenant;
  }

  Reply send(Deed.Call call, String key) throws IOException {
    return engine.send(
        call, Map.of("X-Tenant-Id", tenant, "X-Idempotency-Key", key, "X-Admin-Token", ADMIN));
  }

  /** A step of a preparation, which must succeed. */
  Reply done(String method, String path, String body) throws IOException {
    Deed.Call call = new Deed.Call(method, path, body);
    Reply reply = send(call, UUID.randomUUID().toString());
    if (reply.status() / 100 != 2) {
      throw new IOException(path + " answered " + reply.status() + " " + reply.body());
    }
    return reply;
  }

  static Deed.Call post(String path, String body) {
    return new Deed.Call("POST", path, body);
  }

  Deed.Call newOrder() {
    return post(
        "/api/v1/orders",
        """
        {"userId":"%s","currency":"KRW","lineItems":[
          {"productId":"plan_pro","productName":"PRO","quantity":1,"unitPrice":%d}]}
        """
            .formatted(user(), price));
  }

  String order() throws IOException {
    Deed.Call call = newOrder();
    return done(call.method(), call.path(), call.body()).data("orderId");
  }

  Deed.Call newPayment(String order) {
    return post(
        "/api/v1/payments",
        "{\"orderId\":\"%s\",\"amount\":%d,\"currency\":\"KRW\"}".formatted(order, price));
  }

  String payment(String order) throws IOException {
    Deed.Call call = newPayment(order);
    return done(call.method(), call.path(), call.body()).data("paymentId");
  }

  /** The customer authenticates a session at the provider. */
  Deed.Call newApproval(String order, String payment) throws IOException {
    Reply reply =
        provider.send(
            post(
                "/__admin/sessions",
                "{\"orderId\":\"%s\",\"amount\":%d,\"authenticated\":true}"
                    .formatted(order, price)),
            Map.of());
    String session = reply.json().path("paymentKey").asString();
    naming.learn(session);
    return post(
        "/api/v1/payments/" + payment + "/approve",
        "{\"paymentMethod\":\"CARD\",\"paymentKey\":\"%s\"}".formatted(session));
  }

  String approved(String order) throws IOException {
    String payment = payment(order);
    Deed.Call call = newApproval(order, payment);
    done(call.method(), call.path(), call.body());
    return payment;
  }

  static Deed.Call newConfirm(String payment) {
    return post("/api/v1/payments/" + payment + "/confirm", "");
  }

  String captured(String order) throws IOException {
    String payment = approved(order);
    Deed.Call call = newConfirm(payment);
    done(call.method(), call.path(), call.body());
    return payment;
  }

  static Deed.Call newRefund(String payment, int amount) {
    return post(
        "/api/v1/refunds",
        "{\"paymentId\":\"%s\",\"amount\":%d,\"currency\":\"KRW\",\"reason\":\"crash\"}"
            .formatted(payment, amount));
  }

  Deed.Call newCard() {
    String customer = "customer-of-" + tenant + "-";
    naming.learn(customer);
    return post(
        "/api/v1/billing-keys",
        "{\"userId\":\"%s\",\"authKey\":\"auth-%s\",\"customerKey\":\"%s\"}"
            .formatted(user(), tenant, customer));
  }

  String card() throws IOException {
    Deed.Call call = newCard();
    return done(call.method(), call.path(), call.body()).data("billingKeyId");
  }

  Deed.Call newSubscription() throws IOException {
    String plan = "PLAN_" + tenant.toUpperCase(Locale.ROOT).replace('-', '_');
    done(
        "PUT",
        "/api/v1/subscription-plans/" + plan,
        "{\"name\":\"A plan\",\"amount\":%d,\"currency\":\"KRW\",\"interval\":\"MONTH\",\"trialDays\":0}"
            .formatted(price));
    return post(
        "/api/v1/subscriptions",
        "{\"userId\":\"%s\",\"planId\":\"%s\",\"billingKeyId\":\"%s\"}"
            .formatted(user(), plan, card()));
  }

  String subscription() throws IOException {
    Deed.Call call = newSubscription();
    return done(call.method(), call.path(), call.body()).data("subscriptionId");
  }

  /** The provider declines the next charges of this merchant's card. */
  void declineCharges(int times) throws IOException {
    provider.send(
        post(
            "/__admin/rules",
            """
            {"match":{"operation":"billing_charge","amount":%d},"times":%d,
             "then":{"error":{"http":403,"code":"REJECT_CARD_PAYMENT"}}}
            """
                .formatted(price, times)),
        Map.of());
  }

  Deed.Call newCredit() {
    return post(
        "/api/v1/credits/charge",
        """
        {"userId":"%s","amount":%d,"currency":"KRW","source":"GRANT","referenceId":"grant-%s"}
        """
            .formatted(user(), CREDIT, tenant));
  }

  Deed.Call newCredit(String payment) {
    return post(
        "/api/v1/credits/charge",
        "{\"userId\":\"%s\",\"amount\":%d,\"currency\":\"KRW\",\"source\":\"PAYMENT\",\"paymentId\":\"%s\"}"
            .formatted(user(), price, payment));
  }

  Deed.Call newReservation() throws IOException {
    Deed.Call credit = newCredit();
    done(credit.method(), credit.path(), credit.body());
    return post(
        "/api/v1/credits/reservations",
        "{\"userId\":\"%s\",\"amount\":%d,\"currency\":\"KRW\",\"referenceId\":\"use-%s\"}"
            .formatted(user(), PART, tenant));
  }

  String reservation() throws IOException {
    Deed.Call call = newReservation();
    return done(call.method(), call.path(), call.body()).data("reservationId");
  }

  /** Time passes for this merchant alone until the subscription is to be charged. */
  void becomeDue() {
    times.passUntilDue(this);
  }

  /** The subscription is charged, and comes to stand so. */
  void renewUntil(String subscription, String status) throws IOException {
    becomeDue();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!done("GET", "/api/v1/subscriptions/" + subscription, "")
        .data("status")
        .equals(status)) {
      if (System.nanoTime() - deadline > 0) {
        throw new IOException("subscription " + subscription + " does not become " + status);
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }
}
