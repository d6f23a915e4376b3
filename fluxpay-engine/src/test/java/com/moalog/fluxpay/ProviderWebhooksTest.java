package com.moalog.fluxpay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The provider's own messages, as badly as it sends them: the state is its record's all the same.
 */
class ProviderWebhooksTest {

  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private final TestEngine engine = TestEngine.shared();
  private final Shop shop = new Shop(engine);
  private final Rows rows = new Rows(engine.database());
  private final Client provider = Client.of(engine.sandbox().address());

  @AfterEach
  void silence() {
    provider.send("DELETE", "/__admin/webhooks", "");
  }

  private void tellAbout(String order, String how) {
    Client.Reply reply =
        provider.post(
            "/__admin/webhooks",
            "{\"url\":\"%s/api/v1/webhooks/toss\",\"orderId\":\"%s\"%s}"
                .formatted(engine.address(), order, how));
    assertThat(reply.status()).as(reply.body()).isEqualTo(201);
  }

  private long kept(String payment) {
    return rows.count(
        "SELECT count(*) FROM inbound_webhooks WHERE status = 'PROCESSED' AND payment_id = '"
            + payment
            + "'");
  }

  @Test
  void duplicatedShuffledAndLostMessagesChangeNothingThatIsSettled() {
    List<String> orders = new ArrayList<>();
    List<String> payments = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      String order = shop.order();
      tellAbout(order, ",\"duplicate\":2,\"shuffle\":true,\"failFirst\":1,\"timeFactor\":0.001");
      orders.add(order);
      payments.add(shop.captured(order));
    }
    shop.refund(payments.getFirst(), 900);

    payments.forEach(payment -> await().atMost(PATIENCE).until(() -> kept(payment) > 0));

    for (int i = 0; i < orders.size(); i++) {
      assertThat(shop.captures(orders.get(i))).isEqualTo(1);
      assertThat(shop.find(payments.get(i)).path("status").asString())
          .isEqualTo(i == 0 ? "PARTIALLY_REFUNDED" : "CONFIRMED");
    }
  }

  @Test
  void aLateMessageOfACaptureAfterTheFailureReturnsTheMoney() {
    String order = shop.order();
    String payment = shop.payment(order);
    String key = shop.session(order);
    shop.approve(payment, key);
    shop.client().post("/api/v1/payments/" + payment + "/cancel", "");
    tellAbout(order, ",\"delayMs\":1500,\"duplicate\":3");

    shop.captureBehindTheEngine(key, order);

    await().atMost(PATIENCE).until(() -> shop.returned(order) == Shop.PRICE);
    await().atMost(PATIENCE).until(() -> kept(payment) > 1);
    assertThat(shop.cancels(order)).isEqualTo(1);
    assertThat(shop.find(payment).path("status").asString()).isEqualTo("FAILED");
  }
}
