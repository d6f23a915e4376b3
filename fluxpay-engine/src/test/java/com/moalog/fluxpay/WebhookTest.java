package com.moalog.fluxpay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.moalog.fluxpay.database.TenantTransactions;
import com.moalog.fluxpay.model.Caller;
import com.moalog.fluxpay.model.IdSource;
import com.moalog.fluxpay.model.TenantId;
import com.moalog.fluxpay.webhook.Notification;
import com.moalog.fluxpay.webhook.Webhooks;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** One engine for all, as each receiver is a tenant's own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebhookTest {

  private static final String SECRET = "a shared secret";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Receiver first = new Receiver((_, _) -> 200);
  private final TestEngine engine =
      TestEngine.start(
          Map.of(
              "FLUXPAY_WEBHOOK_URL",
              first.url(),
              "FLUXPAY_WEBHOOK_SECRET",
              SECRET,
              "FLUXPAY_WEBHOOK_INITIAL_DELAY",
              "200ms",
              "FLUXPAY_WEBHOOK_MAX_RETRIES",
              "3"));
  private final Shop moalog = new Shop(engine, "moalog");
  private final Shop other = new Shop(engine, "service-a");

  WebhookTest() throws IOException {}

  @AfterAll
  void stop() {
    engine.close();
    first.close();
  }

  private static String confirmed(Shop shop) {
    String payment = shop.approved(shop.order());
    shop.confirm(payment);
    return payment;
  }

  private static Client operator(Shop shop) {
    return shop.client().with("X-Admin-Token", Subscriber.ADMIN);
  }

  private static Client.Reply configure(Shop shop, String url, boolean rotating) {
    return operator(shop)
        .put(
            "/api/v1/webhooks/config",
            "{\"url\":\"%s\",\"rotateSecret\":%s}".formatted(url, rotating));
  }

  private static JsonNode newest(Shop shop) {
    return shop.client().get("/api/v1/webhooks?limit=1").data().path(0);
  }

  @Test
  void isSignedAnewForEachTryUntilItIsDelivered() throws Exception {
    String payment = moalog.approved(moalog.order());
    first.answers(
        (delivery, number) -> delivery.body().contains(payment) && number <= 3 ? 500 : 200);
    moalog.confirm(payment);

    await().atMost(PATIENCE).until(() -> triesFor(payment).size() >= 4);
    Receiver.Delivery last = triesFor(payment).get(3);
    assertThat(last.json().path("eventType").asString()).isEqualTo("payment.confirmed");
    assertThat(last.json().path("orderId").asString()).isNotEmpty();
    assertThat(last.json().path("status").asString()).isEqualTo("CONFIRMED");
    for (Receiver.Delivery delivery : triesFor(payment)) {
      assertThat(delivery.eventId()).isEqualTo(last.json().path("eventId").asString());
      assertThat(delivery.signature()).isEqualTo(delivery.expectedSignature(SECRET));
      assertThat(delivery.previousSignature()).isNull();
    }
    await()
        .atMost(PATIENCE)
        .until(() -> newest(moalog).path("status").asString(), "DELIVERED"::equals);
    assertThat(newest(moalog).path("retryCount").asInt()).isEqualTo(3);
  }

  private List<Receiver.Delivery> triesFor(String payment) {
    return first.deliveries().stream()
        .filter(one -> one.json().path("paymentId").asString().equals(payment))
        .toList();
  }

  @Test
  void tellsOfMoneyThatWentBackAndOfMoneyThatCouldNot() {
    String order = moalog.order();
    String payment = moalog.captured(order);
    moalog.failNextCancel(order, "{\"error\":{\"http\":403,\"code\":\"NOT_CANCELABLE_PAYMENT\"}}");

    assertThat(moalog.refund(payment, 900).data("status")).isEqualTo("FAILED");
    assertThat(moalog.refund(payment, 900).data("status")).isEqualTo("COMPLETED");
    assertThat(moalog.refund(payment, Shop.PRICE - 900).data("status")).isEqualTo("COMPLETED");

    await().atMost(PATIENCE).until(() -> triesFor(payment).size() >= 5);
    assertThat(triesFor(payment))
        .extracting(one -> one.json().path("eventType").asString())
        .containsExactly(
            "payment.confirmed",
            "refund.failed",
            "refund.completed",
            "payment.refunded",
            "refund.completed");
    assertThat(triesFor(payment))
        .allSatisfy(one -> assertThat(one.json().path("orderId").asString()).isEqualTo(order));
    assertThat(triesFor(payment).get(1).json().path("data").path("failureCode").asString())
        .isEqualTo("NOT_CANCELABLE_PAYMENT");
    assertThat(triesFor(payment).get(3).json().path("status").asString()).isEqualTo("REFUNDED");
  }

  @Test
  void tellsOfSubscriptions() throws Exception {
    Subscriber subscriber = Subscriber.of(engine);
    Shop shop = new Shop(engine, Subscriber.TENANT);
    try (Receiver receiver = new Receiver((_, _) -> 200)) {
      configure(shop, receiver.url(), false);

      String subscription = subscriber.active(4_900);
      subscriber.change(
          subscription, "cancel", "{\"mode\":\"IMMEDIATE\",\"refundPolicy\":\"NONE\"}");

      await().atMost(PATIENCE).until(() -> told(receiver, "subscription").size() >= 3);
      assertThat(told(receiver, "subscription"))
          .extracting(one -> one.path("eventType").asString())
          .containsExactlyInAnyOrder(
              "subscription.created", "subscription.activated", "subscription.cancelled");
      JsonNode activated =
          told(receiver, "subscription").stream()
              .filter(one -> one.path("eventType").asString().endsWith("activated"))
              .findFirst()
              .orElseThrow();
      assertThat(activated.path("status").asString()).isEqualTo("ACTIVE");
      assertThat(activated.path("paymentId").asString())
          .isEqualTo(subscriber.payment(subscription));
      assertThat(activated.path("orderId").asString()).isNotEmpty();
      assertThat(activated.path("data").path("subscriptionId").asString()).isEqualTo(subscription);
    }
  }

  private static List<JsonNode> told(Receiver receiver, String about) {
    return receiver.deliveries().stream()
        .map(Receiver.Delivery::json)
        .filter(one -> one.path("eventType").asString().startsWith(about + "."))
        .toList();
  }

  @Test
  void isParkedWhenTheTriesAreUsedUpAndSentAgainOnRequest() throws Exception {
    try (Receiver receiver = new Receiver((_, _) -> 503)) {
      configure(other, receiver.url(), false);
      String payment = confirmed(other);
      await()
          .pollInterval(Duration.ofMillis(20))
          .atMost(PATIENCE)
          .until(() -> isExhausted(payment));
      assertThat(newest(other).path("lastHttpStatus").asInt()).isEqualTo(503);
      String id = newest(other).path("webhookId").asString();
      String named = "{\"webhookIds\":[\"%s\"]}".formatted(id);

      assertThat(moalog.client().post("/api/v1/webhooks/retry", named).code()).isEqualTo("WHK_001");
      receiver.answers((_, _) -> 204);
      Client.Reply reply = other.client().post("/api/v1/webhooks/retry", named);

      assertThat(reply.status()).isEqualTo(202);
      assertThat(reply.data().path("retried").asInt()).isEqualTo(1);
      await()
          .atMost(PATIENCE)
          .until(() -> newest(other).path("status").asString(), "DELIVERED"::equals);
      assertThat(
              other.client().post("/api/v1/webhooks/retry", named).data().path("retried").asInt())
          .as("a delivered one is left alone")
          .isZero();
    }
  }

  /** Moves on to the last of the slow retries, which are hours away. */
  private boolean isExhausted(String payment) {
    Rows rows = new Rows(engine.database());
    String own = " payload LIKE '%" + payment + "%'";
    rows.update("UPDATE webhooks SET retry_count = 9 WHERE status = 'RETRYING' AND" + own);
    return rows.value("SELECT status FROM webhooks WHERE" + own).equals("FAILED");
  }

  @Test
  void carriesBothSignaturesAfterARotation() throws Exception {
    Shop shop = new Shop(engine, "__default__");
    try (Receiver receiver = new Receiver((_, _) -> 200)) {
      String before = configure(shop, receiver.url(), false).data("secret");
      assertThat(before).startsWith("whsec_");
      assertThat(configure(shop, receiver.url(), false).data().has("secret"))
          .as("the secret is shown once")
          .isFalse();
      String after = configure(shop, receiver.url(), true).data("secret");
      assertThat(after).startsWith("whsec_").isNotEqualTo(before);

      confirmed(shop);
      await().atMost(PATIENCE).until(() -> receiver.deliveries().size() == 1);

      Receiver.Delivery delivery = receiver.deliveries().getFirst();
      assertThat(delivery.signature()).isEqualTo(delivery.expectedSignature(after));
      assertThat(delivery.previousSignature()).isEqualTo(delivery.expectedSignature(before));

      new Rows(engine.database())
          .update("UPDATE webhook_secrets SET rotated_at = now() - interval '24 hours'");
      confirmed(shop);
      await().atMost(PATIENCE).until(() -> receiver.deliveries().size() == 2);
      assertThat(receiver.deliveries().getLast().previousSignature()).isNull();
    }
  }

  @Test
  void isConfiguredByOperatorsAlone() {
    String body = "{\"url\":\"http://127.0.0.1:1/\"}";

    assertThat(moalog.client().put("/api/v1/webhooks/config", body).code()).isEqualTo("ATH_001");
    assertThat(
            moalog
                .client()
                .with("X-Admin-Token", Subscriber.ADMIN + "x")
                .put("/api/v1/webhooks/config", body)
                .status())
        .isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://169.254.169.254/", "ftp://x", "not an address", "http://u:p@127.0.0.1/"})
  void isNeverAimedAtAForbiddenAddress(String url) {
    assertThat(configure(moalog, url, false).code()).isEqualTo("VAL_001");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"webhookIds\":[]}",
        "{\"webhookIds\":[1]}",
        "{\"webhookIds\":\"x\"}",
        "{\"status\":\"FAILED\"}",
        "{\"status\":\"FAILED\",\"from\":\"yesterday\",\"to\":\"2026-01-01T00:00:00Z\"}",
        "{\"status\":\"DELIVERED\",\"from\":\"2026-01-01T00:00:00Z\",\"to\":\"2026-01-02T00:00:00Z\"}"
      })
  void refusesAWishThatNamesNothing(String body) {
    assertThat(moalog.client().post("/api/v1/webhooks/retry", body).code()).isEqualTo("VAL_001");
  }

  @Test
  void sendsAWholeStretchOfTimeAgain() {
    Client.Reply reply =
        moalog
            .client()
            .post(
                "/api/v1/webhooks/retry",
                """
                {"status":"FAILED","from":"2000-01-01T00:00:00Z","to":"2000-01-02T00:00:00Z"}
                """);

    assertThat(reply.status()).isEqualTo(202);
    assertThat(reply.data().path("retried").asInt()).isZero();
  }

  @Test
  void listsPageByPage() {
    for (int i = 0; i < 3; i++) {
      confirmed(moalog);
    }
    Client.Reply page = moalog.client().get("/api/v1/webhooks?limit=2");
    String cursor = page.json().path("metadata").path("nextCursor").asString("");
    JsonNode next = moalog.client().get("/api/v1/webhooks?limit=2&cursor=" + cursor).data();

    assertThat(page.data()).hasSize(2);
    assertThat(next.path(0).path("webhookId").asString())
        .isNotEqualTo(page.data().path(1).path("webhookId").asString());
    assertThat(moalog.client().get("/api/v1/webhooks?status=LOST").code()).isEqualTo("VAL_001");
    assertThat(moalog.client().get("/api/v1/webhooks?from=soon").code()).isEqualTo("VAL_001");
    assertThat(moalog.client().get("/api/v1/webhooks?to=2000-01-01T00:00:00Z").data()).isEmpty();
  }

  @Test
  void nothingIsLookedUpForATenantWithoutAnAddress() {
    Caller nobody = Caller.job(new TenantId("service-b"), "test", engine.part(IdSource.class));
    AtomicInteger asked = new AtomicInteger();

    engine
        .part(TenantTransactions.class)
        .run(
            nobody,
            transaction ->
                engine
                    .part(Webhooks.class)
                    .notify(
                        transaction,
                        () -> {
                          asked.incrementAndGet();
                          return new Notification(
                              "event",
                              "payment.confirmed",
                              new Notification.Subject("", "", ""),
                              null,
                              Instant.EPOCH,
                              Map.of());
                        }));

    assertThat(asked).hasValue(0);
  }
}
