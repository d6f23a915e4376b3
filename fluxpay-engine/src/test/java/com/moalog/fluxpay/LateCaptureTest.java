package com.moalog.fluxpay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The provider takes the money of a payment that had failed here. */
class LateCaptureTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String WEBHOOKS = "/api/v1/webhooks/toss";

  private final TestEngine engine = TestEngine.shared();
  private final Shop shop = new Shop(engine);
  private final Rows rows = new Rows(engine.database());
  private final Client provider = Client.of(engine.address()).with("X-Tenant-Id", null);

  /** A failed payment whose session the provider captures all the same. */
  private record Late(String order, String payment, String key) {}

  private Late late() {
    String order = shop.order();
    String payment = shop.payment(order);
    String key = shop.session(order);
    shop.approve(payment, key);
    shop.failNextConfirm(order, "{\"error\":{\"http\":403,\"code\":\"REJECT_CARD_PAYMENT\"}}");
    assertThat(shop.confirm(payment).data("status")).isEqualTo("FAILED");
    return new Late(order, payment, key);
  }

  private void tell(Late late) {
    String message =
        """
        {"eventType":"PAYMENT_STATUS_CHANGED","createdAt":"%s",
         "data":{"paymentKey":"%s","orderId":"%s","status":"DONE","totalAmount":9900}}
        """
            .formatted(UUID.randomUUID(), late.key(), late.order());
    assertThat(provider.post(WEBHOOKS, message).status()).isEqualTo(200);
  }

  private long items(Late late, String condition) {
    return rows.count(
        "SELECT count(*) FROM reconciliation_items WHERE kind = 'LATE_CAPTURE' AND payment_id = '"
            + late.payment()
            + "' AND "
            + condition);
  }

  private void awaitNothingToDo(Late late) {
    await()
        .atMost(PATIENCE)
        .until(() ->
            rows.count(
                    "SELECT count(*) FROM scheduled_tasks WHERE kind IN ('LATE_CAPTURE',"
                        + " 'WEBHOOK_INBOUND') AND ref_id = '"
                        + late.payment()
                        + "'")
                == 0);
  }

  @Test
  void aMessageAboutAPaymentThatWasNotTakenChangesNothing() {
    Late late = late();

    tell(late);

    awaitNothingToDo(late);
    assertThat(shop.cancels(late.order())).isZero();
    assertThat(items(late, "true")).isZero();
  }

  @Test
  void theMoneyGoesBackOnceAndIsWrittenDown() {
    Late late = late();
    shop.captureBehindTheEngine(late.key(), late.order());
    assertThat(shop.captures(late.order())).isEqualTo(1);

    tell(late);
    tell(late);

    await().atMost(PATIENCE).until(() -> items(late, "resolution = 'RETURNED'") == 1);
    tell(late);
    awaitNothingToDo(late);
    assertThat(shop.cancels(late.order())).isEqualTo(1);
    assertThat(shop.returned(late.order())).isEqualTo(Shop.PRICE);
    assertThat(shop.find(late.payment()).path("status").asString()).isEqualTo("FAILED");
  }

  @Test
  void aMessageThatSomebodyForgedBeforeTheCaptureDoesNotHideTheRealOne() {
    Late late = late();
    tell(late);
    awaitNothingToDo(late);
    shop.captureBehindTheEngine(late.key(), late.order());

    tell(late);

    await().atMost(PATIENCE).until(() -> items(late, "resolution = 'RETURNED'") == 1);
    assertThat(shop.returned(late.order())).isEqualTo(Shop.PRICE);
  }

  /** The provider takes money for an order once, so the second session can never be captured. */
  @Test
  void aSecondPaymentOfTheOrderFailsSoonAndTheMoneyOfTheFirstGoesBack() {
    Late late = late();
    shop.captureBehindTheEngine(late.key(), late.order());
    String second = shop.payment(late.order());
    shop.approve(second, shop.session(late.order()));

    shop.confirm(second);

    await()
        .atMost(PATIENCE)
        .until(() -> shop.find(second).path("status").asString().equals("FAILED"));
    assertThat(shop.find(second).path("failureCode").asString()).isEqualTo("DUPLICATED_ORDER_ID");
    await().atMost(PATIENCE).until(() -> items(late, "resolution = 'RETURNED'") == 1);
    assertThat(shop.captures(late.order())).isEqualTo(1);
    assertThat(shop.returned(late.order())).isEqualTo(Shop.PRICE);
  }

  @Test
  void aLostAnswerIsFoundInTheProvidersRecord() {
    Late late = late();
    shop.captureBehindTheEngine(late.key(), late.order());
    shop.failNextCancel(late.order(), "\"apply_then_reset\"");

    tell(late);

    await().atMost(PATIENCE).until(() -> items(late, "resolution = 'RETURNED'") == 1);
    assertThat(shop.cancels(late.order())).isEqualTo(1);
  }

  @Test
  void anErrorOfTheProviderIsTriedAgain() {
    Late late = late();
    shop.captureBehindTheEngine(late.key(), late.order());
    shop.failNextCancel(
        late.order(), "{\"error\":{\"http\":500,\"code\":\"FAILED_INTERNAL_SYSTEM_PROCESSING\"}}");

    tell(late);

    await().atMost(PATIENCE).until(() -> items(late, "resolved_at IS NOT NULL") == 1);
    assertThat(shop.returned(late.order())).isEqualTo(Shop.PRICE);
    assertThat(shop.cancels(late.order())).isEqualTo(1);
  }

  @Test
  void aLateChargeOfAStoredCardGoesBackToo() {
    int price = 31_700;
    Subscriber subscriber = Subscriber.of(engine);
    subscriber.failCharges(price, 1, "{\"error\":{\"http\":403,\"code\":\"REJECT_CARD_PAYMENT\"}}");
    Client.Reply reply = subscriber.subscribe(subscriber.plan(price, 0), subscriber.card());
    String subscription =
        reply.json().path("error").path("details").path("subscriptionId").asString();
    String payment = subscriber.payment(subscription);
    subscriber.captureBehindTheEngine(subscription, price);
    assertThat(shop.captures(payment)).isEqualTo(1);

    Late late = new Late(payment, payment, "");
    tell(late);

    await().atMost(PATIENCE).until(() -> items(late, "resolution = 'RETURNED'") == 1);
    awaitNothingToDo(late);
    assertThat(shop.cancels(payment)).isEqualTo(1);
    assertThat(shop.returned(payment)).isEqualTo(price);
  }
}
