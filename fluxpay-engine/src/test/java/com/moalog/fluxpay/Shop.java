package com.moalog.fluxpay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Does what a shop and its customer do, up to the step that a test is about. */
final class Shop {

  static final int PRICE = 9900;

  private final Client client;
  private final Client provider;

  Shop(TestEngine engine) {
    this(engine, Client.TENANT);
  }

  Shop(TestEngine engine, String tenant) {
    this(
        Client.of(engine.address()).with("X-Tenant-Id", tenant),
        Client.of(engine.sandbox().address()));
  }

  Shop(Client client, Client provider) {
    this.client = client;
    this.provider = provider;
  }

  Client client() {
    return client;
  }

  static String orderBody(String user) {
    return """
    {"userId":"%s","currency":"KRW","lineItems":[
      {"productId":"plan_pro","productName":"PRO","quantity":1,"unitPrice":%d}]}
    """
        .formatted(user, PRICE);
  }

  static String paymentBody(String order) {
    return "{\"orderId\":\"%s\",\"amount\":%d,\"currency\":\"KRW\"}".formatted(order, PRICE);
  }

  String order() {
    Client.Reply reply = client.keyed().post("/api/v1/orders", orderBody("user-1"));
    assertThat(reply.status()).as(reply.body()).isEqualTo(201);
    return reply.data("orderId");
  }

  String payment(String order) {
    Client.Reply reply = client.keyed().post("/api/v1/payments", paymentBody(order));
    assertThat(reply.status()).as(reply.body()).isEqualTo(201);
    return reply.data("paymentId");
  }

  /** A session that the customer authenticated. */
  String session(String order) {
    return session(order, PRICE);
  }

  String session(String order, int amount) {
    return session(order, amount, "CARD");
  }

  String session(String order, int amount, String method) {
    return provider
        .post(
            "/__admin/sessions",
            "{\"orderId\":\"%s\",\"amount\":%d,\"method\":\"%s\",\"authenticated\":true}"
                .formatted(order, amount, method))
        .json()
        .path("paymentKey")
        .asString();
  }

  Client.Reply approve(String payment, String paymentKey) {
    return client.post("/api/v1/payments/" + payment + "/approve", approval(paymentKey));
  }

  static String approval(String paymentKey) {
    return "{\"paymentMethod\":\"CARD\",\"paymentKey\":\"%s\"}".formatted(paymentKey);
  }

  /** A payment that only needs to be confirmed. */
  String approved(String order) {
    String payment = payment(order);
    Client.Reply reply = approve(payment, session(order));
    assertThat(reply.data("status")).as(reply.body()).isEqualTo("APPROVED");
    return payment;
  }

  Client.Reply confirm(String payment) {
    return client.post("/api/v1/payments/" + payment + "/confirm", "");
  }

  JsonNode find(String payment) {
    return client.get("/api/v1/payments/" + payment).data();
  }

  String orderStatus(String order) {
    return client.get("/api/v1/orders/" + order).data("status");
  }

  /** A payment of the order that is captured. */
  String captured(String order) {
    String payment = approved(order);
    assertThat(confirm(payment).data("status")).isEqualTo("CONFIRMED");
    return payment;
  }

  Client.Reply refund(String payment, int amount) {
    return client.keyed().post("/api/v1/refunds", refundBody(payment, amount));
  }

  static String refundBody(String payment, int amount) {
    return """
    {"paymentId":"%s","amount":%d,"currency":"KRW","reason":"wrong plan"}
    """
        .formatted(payment, amount);
  }

  JsonNode findRefund(String refund) {
    return client.get("/api/v1/refunds/" + refund).data();
  }

  /** Scripts a failure of the provider's next confirm of the order. */
  void failNextConfirm(String order, String then) {
    failNext("confirm", order, then);
  }

  /** Scripts a failure of the provider's next cancel of the order's payment. */
  void failNextCancel(String order, String then) {
    failNext("cancel", order, then);
  }

  private void failNext(String operation, String order, String then) {
    script(
        "{\"match\":{\"operation\":\"%s\",\"orderId\":\"%s\"},\"times\":1,\"then\":%s}"
            .formatted(operation, order, then));
  }

  /** Scripts a failure of the provider's next look-ups, whatever they are about. */
  void failLookups(String then, int times) {
    script(
        "{\"match\":{\"operation\":\"lookup\"},\"times\":%d,\"then\":%s}".formatted(times, then));
  }

  /** Scripts a failure of the provider's next look-up of that session. */
  void failNextLookup(String key, String then) {
    script(
        "{\"match\":{\"operation\":\"lookup\",\"paymentKey\":\"%s\"},\"times\":1,\"then\":%s}"
            .formatted(key, then));
  }

  private void script(String rule) {
    Client.Reply reply = provider.post("/__admin/rules", rule);
    assertThat(reply.status()).as(reply.body()).isBetween(200, 201);
  }

  private Client merchant() {
    String login =
        Base64.getEncoder()
            .encodeToString((TestEngine.PROVIDER_KEY + ":").getBytes(StandardCharsets.UTF_8));
    return provider.with("Authorization", "Basic " + login);
  }

  /** What the provider's messages about a deposit into the session's account carry. */
  String secret(String key) {
    return merchant().get("/v1/payments/" + key).json().path("secret").asString();
  }

  /** The provider takes the money of a session although the engine did not ask for it now. */
  void captureBehindTheEngine(String key, String order) {
    Client.Reply reply =
        merchant()
            .post(
                "/v1/payments/confirm",
                "{\"paymentKey\":\"%s\",\"orderId\":\"%s\",\"amount\":%d}"
                    .formatted(key, order, PRICE));
    assertThat(reply.status()).as(reply.body()).isEqualTo(200);
  }

  /** How much of the order really went back, as the provider counts. */
  int returned(String order) {
    return total(order).path("canceled").asInt(-1);
  }

  /** How often money of the order really went back, as the provider counts. */
  int cancels(String order) {
    return total(order).path("cancels").asInt(-1);
  }

  /** The idempotency keys that cancels of the order came under, also those without an effect. */
  List<String> cancelKeys(String order) {
    return provider
        .get("/__admin/requests?operation=cancel")
        .json()
        .path("requests")
        .valueStream()
        .filter(request -> request.path("subject").path("orderId").asString("").equals(order))
        .map(request -> request.path("key").asString())
        .toList();
  }

  /** What the provider answered to the cancel with this key; 409 while it is under way. */
  Client.Reply answerToCancel(String session, String key) {
    return merchant()
        .with("Idempotency-Key", key)
        .post("/v1/payments/" + session + "/cancel", "{\"cancelReason\":\"once more\"}");
  }

  /** Gives money of a session back as the merchant's own people do. */
  Client.Reply cancelBehindTheEngine(String session, int amount) {
    return merchant()
        .post(
            "/v1/payments/" + session + "/cancel",
            "{\"cancelReason\":\"by hand\",\"cancelAmount\":%d}".formatted(amount));
  }

  private JsonNode total(String order) {
    return provider.get("/__admin/effects?orderId=" + order).json().path("total");
  }

  /** How often the money of the order was really taken, as the provider counts. */
  int captures(String order) {
    return total(order).path("captures").asInt(-1);
  }
}
