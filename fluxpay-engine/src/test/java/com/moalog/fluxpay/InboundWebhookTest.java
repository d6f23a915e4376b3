package com.moalog.fluxpay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class InboundWebhookTest {

  private static final String PATH = "/api/v1/webhooks/toss";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final TestEngine engine = TestEngine.shared();
  private final Shop shop = new Shop(engine);
  private final Rows rows = new Rows(engine.database());
  private final Client provider = Client.of(engine.address()).with("X-Tenant-Id", null);

  private static String message(String key, String order, String status) {
    return """
    {"eventType":"PAYMENT_STATUS_CHANGED","createdAt":"2026-03-01T00:00:00.000000",
     "data":{"paymentKey":"%s","orderId":"%s","status":"%s","totalAmount":1}}
    """
        .formatted(key, order, status);
  }

  private long kept(String payment) {
    return rows.count("SELECT count(*) FROM inbound_webhooks WHERE payment_id = '" + payment + "'");
  }

  private void awaitProcessed(String payment) {
    await()
        .atMost(PATIENCE)
        .until(() ->
            rows.count(
                    "SELECT count(*) FROM inbound_webhooks WHERE status = 'RECEIVED' AND payment_id = '"
                        + payment
                        + "'")
                == 0);
  }

  @Test
  void aForgedCaptureOfAnUnpaidPaymentChangesNothing() {
    String order = shop.order();
    String payment = shop.payment(order);
    String key = shop.session(order);
    shop.approve(payment, key);

    assertThat(provider.post(PATH, message(key, order, "DONE")).status()).isEqualTo(200);

    awaitProcessed(payment);
    assertThat(kept(payment)).isEqualTo(1);
    assertThat(shop.find(payment).path("status").asString()).isEqualTo("APPROVED");
    assertThat(shop.orderStatus(order)).isEqualTo("PENDING");
    assertThat(shop.captures(order)).isZero();
  }

  @Test
  void shuffledAndRepeatedMessagesLeaveTheStateOfTheProvidersRecord() {
    String order = shop.order();
    String payment = shop.payment(order);
    String key = shop.session(order);
    shop.approve(payment, key);
    shop.failNextConfirm(order, "\"apply_then_reset\"");
    List<String> messages = new ArrayList<>();
    for (String status : List.of("DONE", "CANCELED", "IN_PROGRESS", "ABORTED", "DONE")) {
      messages.add(message(key, order, status));
    }
    Collections.shuffle(messages, new Random(19));

    shop.confirm(payment);
    messages.forEach(body -> assertThat(provider.post(PATH, body).status()).isEqualTo(200));

    await()
        .atMost(PATIENCE)
        .until(() -> shop.find(payment).path("status").asString(), "CONFIRMED"::equals);
    awaitProcessed(payment);
    assertThat(kept(payment)).as("the repeat is kept once").isEqualTo(4);
    assertThat(shop.captures(order)).isEqualTo(1);
    assertThat(
            rows.count(
                "SELECT count(*) FROM outbox_events WHERE event_type = 'payment.confirmed' AND aggregate_id = '"
                    + payment
                    + "'"))
        .isEqualTo(1);
  }

  @Test
  void aTransmissionIsKeptOnceWhateverItSays() {
    String order = shop.order();
    String payment = shop.payment(order);
    String key = shop.session(order);
    shop.approve(payment, key);
    Client named = provider.with("tosspayments-webhook-transmission-id", "t-" + UUID.randomUUID());

    named.post(PATH, message(key, order, "DONE"));
    named.post(PATH, message(key, order, "CANCELED"));

    assertThat(kept(payment)).isEqualTo(1);
  }

  @Test
  void aCardThatTheProviderDeletedIsChargedNoMore() {
    String card = Subscriber.of(engine).card();
    String name = "card-" + UUID.randomUUID();
    rows.update(
        """
        UPDATE psp_refs SET psp_payment_key = encode(sha256('%s'), 'hex')
        WHERE subject = 'BILLING_KEY' AND psp_order_id = '%s'
        """
            .formatted(name, card));
    String status = "SELECT status FROM billing_keys WHERE id = '" + card + "'";

    assertThat(provider.post(PATH, deleted("another")).status()).isEqualTo(200);
    assertThat(rows.value(status)).isEqualTo("ACTIVE");
    assertThat(provider.post(PATH, deleted(name)).status()).isEqualTo(200);

    assertThat(rows.value(status)).isEqualTo("REVOKED");
    assertThat(provider.post(PATH, deleted(name)).status()).as("repeatable").isEqualTo(200);
    assertThat(
            rows.count(
                "SELECT count(*) FROM inbound_webhooks WHERE payload::text LIKE '%" + name + "%'"))
        .as("the name of the card is kept nowhere")
        .isZero();
  }

  private static String deleted(String card) {
    return """
    {"eventType":"BILLING_DELETED","createdAt":"2026-03-01T00:00:00.000000",
     "data":{"billingKey":"%s"}}
    """
        .formatted(card);
  }

  @Test
  void aDepositIsLookedUpOnlyForWhoKnowsTheSecretOfTheAccount() {
    Client sandbox = Client.of(engine.sandbox().address());
    String order = shop.order();
    String payment = shop.payment(order);
    String key = shop.session(order, Shop.PRICE, "VIRTUAL_ACCOUNT");
    shop.client()
        .post(
            "/api/v1/payments/" + payment + "/approve",
            "{\"paymentMethod\":\"VIRTUAL_ACCOUNT\",\"paymentKey\":\"%s\"}".formatted(key));
    assertThat(shop.confirm(payment).data("status")).isEqualTo("CONFIRMING");
    String version = "SELECT xmin FROM payments WHERE id = '" + payment + "'";
    String written = rows.value(version);
    shop.client().post("/api/v1/payments/" + payment + "/sync", "");
    assertThat(rows.value(version)).as("what is known is not written again").isEqualTo(written);
    sandbox.post("/__admin/sessions/" + key + "/deposit", "");

    Client.Reply forged = provider.post(PATH, deposit(order, "guessed"));

    assertThat(forged.status()).as(forged.body()).isEqualTo(401);
    assertThat(forged.code()).isEqualTo("VAL_006");
    assertThat(provider.post(PATH, deposit(order, "")).code()).isEqualTo("VAL_006");
    assertThat(kept(payment)).isZero();
    String secret = shop.secret(key);
    assertThat(provider.post(PATH, deposit(order, secret)).status()).isEqualTo(200);
    await()
        .atMost(PATIENCE)
        .until(() -> shop.find(payment).path("status").asString(), "CONFIRMED"::equals);
    assertThat(shop.orderStatus(order)).isEqualTo("PAID");
    assertThat(
            rows.count(
                "SELECT count(*) FROM inbound_webhooks WHERE payload::text LIKE '%"
                    + secret
                    + "%'"))
        .as("the secret is kept nowhere")
        .isZero();
  }

  @Test
  void aSecretWithinThePaymentIsKeptNowhere() {
    String order = shop.order();
    String payment = shop.payment(order);
    String key = shop.session(order);
    shop.approve(payment, key);
    String secret = "ps_" + UUID.randomUUID();
    String told =
        message(key, order, "WAITING_FOR_DEPOSIT")
            .replace(
                "\"totalAmount\"",
                "\"secret\":\"%1$s\",\"virtualAccount\":{\"secret\":\"%1$s\"},\"totalAmount\""
                    .formatted(secret));

    assertThat(provider.post(PATH, told).status()).isEqualTo(200);

    assertThat(
            rows.value(
                "SELECT payload->>'status' FROM inbound_webhooks WHERE payment_id = '"
                    + payment
                    + "' AND payload::text NOT LIKE '%"
                    + secret
                    + "%'"))
        .isEqualTo("WAITING_FOR_DEPOSIT");
  }

  private static String deposit(String order, String secret) {
    return """
    {"createdAt":"2026-03-01T00:00:00.000000","secret":"%s","status":"DONE",
     "transactionKey":"t","orderId":"%s"}
    """
        .formatted(secret, order);
  }

  @Test
  void aMessageAboutAnUnknownPaymentIsAnsweredAndForgotten() {
    long before = rows.count("SELECT count(*) FROM inbound_webhooks");

    Client.Reply reply =
        provider.post(PATH, message("no-such-key", UUID.randomUUID().toString(), "DONE"));

    assertThat(reply.status()).isEqualTo(200);
    assertThat(rows.count("SELECT count(*) FROM inbound_webhooks")).isEqualTo(before);
  }

  @Test
  void refusesWhatIsNotAMessage() {
    assertThat(provider.post(PATH, "[]").code()).isEqualTo("VAL_001");
    assertThat(provider.post(PATH, "{").code()).isEqualTo("VAL_001");
    assertThat(provider.post(PATH, "{\"eventType\":7,\"data\":\"x\"}").status()).isEqualTo(200);
    assertThat(provider.get(PATH).code()).isEqualTo("SYS_405");
  }
}
