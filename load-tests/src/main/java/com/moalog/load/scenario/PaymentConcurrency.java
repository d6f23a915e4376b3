package com.moalog.load.scenario;

import static io.gatling.javaapi.core.CoreDsl.StringBody;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.jsonPath;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.Simulation;
import io.gatling.javaapi.http.HttpRequestActionBuilder;
import java.time.Duration;

/**
 * Twenty members press every button twice: they choose a plan under one idempotency key, and pay an
 * order of their own for which the money is asked for twice at the same time.
 */
public final class PaymentConcurrency extends Simulation {

  private static final int PRICE = 9_900;
  private static final Stages STAGES =
      new Stages(Duration.ofSeconds(10), 20, Duration.ofSeconds(100), Duration.ofSeconds(10))
          .asAsked();

  private final Counts counts = new Counts();

  /** Gatling makes it. */
  public PaymentConcurrency() {
    setUp(
            scenario("payment-concurrency")
                .exec(session -> session.set("key", Requests.newKey()))
                .exec(exec(subscribe("subscribe")))
                .exec(session -> counts.add("first", session))
                .exec(exec(subscribe("subscribe again")))
                .exec(session -> counts.add("second", session))
                .exec(capture())
                .pause(Duration.ofSeconds(1), Duration.ofSeconds(4))
                .injectClosed(STAGES.steps()))
        .protocols(Target.protocol());
  }

  private static HttpRequestActionBuilder subscribe(String name) {
    return Requests.subscription(name, STAGES.users()).check(status().in(200, 201, 400, 409, 502));
  }

  private ChainBuilder capture() {
    return exec(fluxpay("order", "/api/v1/orders")
            .body(
                StringBody(
                    """
                    {"userId":"load-#{key}","currency":"KRW","lineItems":[{"productId":"plan_pro",\
                    "productName":"PRO","quantity":1,"unitPrice":%d}]}
                    """
                        .formatted(PRICE)))
            .check(jsonPath("$.data.orderId").saveAs("order")))
        .exec(
            fluxpay("payment", "/api/v1/payments")
                .body(
                    StringBody(
                        "{\"orderId\":\"#{order}\",\"amount\":%d,\"currency\":\"KRW\"}"
                            .formatted(PRICE)))
                .check(jsonPath("$.data.paymentId").saveAs("payment")))
        .exec(
            http("session at the provider")
                .post(Target.sandbox() + "/__admin/sessions")
                .body(
                    StringBody(
                        "{\"orderId\":\"#{order}\",\"amount\":%d,\"authenticated\":true}"
                            .formatted(PRICE)))
                .check(jsonPath("$.paymentKey").saveAs("paymentKey")))
        .exec(
            fluxpay("approve", "/api/v1/payments/#{payment}/approve")
                .body(StringBody("{\"paymentMethod\":\"CARD\",\"paymentKey\":\"#{paymentKey}\"}")))
        .exec(
            confirm("confirm")
                .resources(confirm("confirm at the same time"), confirm("and once more")))
        .exitHereIfFailed()
        .exec(counts::addOrder);
  }

  /** One of the three captures; the others find a payment that is being captured or is captured. */
  private static HttpRequestActionBuilder confirm(String name) {
    return fluxpay(name, "/api/v1/payments/#{payment}/confirm")
        .body(StringBody("{}"))
        .check(status().in(200, 202, 400, 409));
  }

  private static HttpRequestActionBuilder fluxpay(String name, String path) {
    return http(name)
        .post(Target.fluxpay() + path)
        .header("X-Tenant-Id", "moalog")
        .header("X-Idempotency-Key", _ -> Requests.newKey());
  }

  @Override
  public void after() {
    counts.writeTo(Target.counts());
  }
}
