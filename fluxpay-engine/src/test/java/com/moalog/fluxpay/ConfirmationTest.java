package com.moalog.fluxpay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class ConfirmationTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final TestEngine engine = TestEngine.shared();
  private final Shop shop = new Shop(engine);
  private final Rows rows = new Rows(engine.database());

  @Test
  void capturesOnceAndPaysTheOrder() {
    String order = shop.order();
    String payment = shop.approved(order);

    Client.Reply reply = shop.confirm(payment);

    assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    assertThat(reply.data("status")).isEqualTo("CONFIRMED");
    assertThat(reply.data("pgTransactionId")).isNotEmpty();
    assertThat(reply.data("refundableAmount")).isEqualTo("9900");
    assertThat(shop.orderStatus(order)).isEqualTo("PAID");
    assertThat(shop.captures(order)).isEqualTo(1);
  }

  /** What the provider's checkout hands to the client, as it is. */
  private static String handedBack(String key, String order, int amount) {
    return "{\"paymentKey\":\"%s\",\"orderId\":\"%s\",\"amount\":%d}".formatted(key, order, amount);
  }

  private static Client.Reply confirm(Client client, String payment, String body) {
    return client.post("/api/v1/payments/" + payment + "/confirm", body);
  }

  @Test
  void approvesAndCapturesInOneCall() {
    String order = shop.order();
    String payment = shop.payment(order);
    String body = handedBack(shop.session(order), order, Shop.PRICE);
    Client keyed = shop.client().keyed();

    Client.Reply reply = confirm(keyed, payment, body);

    assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    assertThat(reply.data("status")).isEqualTo("CONFIRMED");
    assertThat(reply.data("paymentMethod")).isEqualTo("CARD");
    assertThat(shop.orderStatus(order)).isEqualTo("PAID");
    assertThat(confirm(keyed, payment, body).body()).isEqualTo(reply.body());
    assertThat(shop.captures(order)).isEqualTo(1);
  }

  @Test
  void learnsTheMethodFromTheProvidersSession() {
    String order = shop.order();
    String payment = shop.payment(order);
    String key = shop.session(order, Shop.PRICE, "VIRTUAL_ACCOUNT");

    Client.Reply reply = confirm(shop.client(), payment, handedBack(key, order, Shop.PRICE));

    assertThat(reply.status()).as(reply.body()).isEqualTo(202);
    assertThat(reply.data("status")).isEqualTo("CONFIRMING");
    assertThat(reply.data("paymentMethod")).isEqualTo("VIRTUAL_ACCOUNT");
  }

  @Test
  void capturesNothingInOneCallThatDoesNotFit() {
    String order = shop.order();
    String payment = shop.payment(order);
    String key = shop.session(order);
    String foreign = shop.session(shop.order());

    assertThat(confirm(shop.client(), payment, handedBack(key, order, 1)).code())
        .isEqualTo("PAY_002");
    assertThat(confirm(shop.client(), payment, "{\"paymentKey\":\"%s\"}".formatted(key)).code())
        .as("without order and amount nothing is approved")
        .isEqualTo("PAY_006");
    assertThat(shop.find(payment).path("status").asString()).isEqualTo("READY");
    Client.Reply failed = confirm(shop.client(), payment, handedBack(foreign, order, Shop.PRICE));
    assertThat(failed.status()).as(failed.body()).isEqualTo(200);
    assertThat(failed.data("failureCode")).isEqualTo("PSP_SESSION_MISMATCH");
    assertThat(shop.captures(order)).isZero();
  }

  @Test
  void settlesALostAnswerThroughTheProvidersRecord() {
    String order = shop.order();
    String payment = shop.approved(order);
    shop.failNextConfirm(order, "\"apply_then_reset\"");

    Client.Reply reply = shop.confirm(payment);

    assertThat(reply.status()).as(reply.body()).isIn(200, 202);
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> shop.find(payment).path("status").asString().equals("CONFIRMED"));
    assertThat(shop.orderStatus(order)).isEqualTo("PAID");
    assertThat(shop.captures(order)).isEqualTo(1);
  }

  @Test
  void capturesOnceWhenTwoConfirmAtOnce() throws Exception {
    String order = shop.order();
    String payment = shop.approved(order);
    shop.failNextConfirm(order, "{\"delay\":{\"ms\":500}}");
    Callable<Client.Reply> confirm =
        () -> shop.client().keyed().post("/api/v1/payments/" + payment + "/confirm", "");

    List<Client.Reply> replies;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      replies =
          threads.invokeAll(List.of(confirm, confirm)).stream()
              .map(reply -> reply.resultNow())
              .toList();
    }

    assertThat(replies).extracting(Client.Reply::status).contains(200);
    assertThat(replies)
        .filteredOn(reply -> reply.status() != 200)
        .singleElement()
        .satisfies(refused -> assertThat(refused.code()).isIn("PAY_003", "PAY_006"));
    assertThat(shop.captures(order)).isEqualTo(1);
  }

  @Test
  void aDeclineEndsThePaymentButNotTheOrder() {
    String order = shop.order();
    String payment = shop.approved(order);
    shop.failNextConfirm(order, "{\"error\":{\"http\":403,\"code\":\"REJECT_CARD_PAYMENT\"}}");

    Client.Reply declined = shop.confirm(payment);

    assertThat(declined.status()).isEqualTo(200);
    assertThat(declined.data("status")).isEqualTo("FAILED");
    assertThat(declined.data("failureCode")).isEqualTo("REJECT_CARD_PAYMENT");
    assertThat(shop.orderStatus(order)).isEqualTo("PENDING");
    assertThat(shop.confirm(shop.approved(order)).data("status")).isEqualTo("CONFIRMED");
    assertThat(shop.captures(order)).isEqualTo(1);
  }

  @Test
  void anErrorOfTheProviderIsNotADecline() {
    String order = shop.order();
    String payment = shop.approved(order);
    shop.failNextConfirm(order, "{\"error\":{\"http\":400,\"code\":\"PROVIDER_ERROR\"}}");

    Client.Reply reply = shop.confirm(payment);

    assertThat(reply.data("status")).isIn("UNKNOWN", "CONFIRMED");
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> shop.find(payment).path("status").asString().equals("CONFIRMED"));
    assertThat(shop.captures(order)).isEqualTo(1);
  }

  @Test
  void aSessionOfAnotherAmountFailsThePayment() {
    String order = shop.order();
    String payment = shop.payment(order);

    Client.Reply reply = shop.approve(payment, shop.session(order, 1));

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.data("status")).isEqualTo("FAILED");
    assertThat(reply.data("failureCode")).isEqualTo("PSP_SESSION_MISMATCH");
  }

  @Test
  void aConfirmNeedsAnApproval() {
    assertThat(shop.confirm(shop.payment(shop.order())).code()).isEqualTo("PAY_006");
  }

  @Test
  void aVerificationThatWasCutOffIsUndoneAlsoWhenItWasYoungAtTheFirstLook() {
    String payment = shop.payment(shop.order());
    rows.update(
        "UPDATE payments SET status = 'PROCESSING', updated_at = now() WHERE id = '%s'"
            .formatted(payment));
    rows.update(
        """
        INSERT INTO scheduled_tasks (tenant_id, kind, ref_id, run_at)
        VALUES ('service-a', 'PAYMENT_RECONCILE', '%s', now())
        """
            .formatted(payment));
    String looked =
        "SELECT count(*) FROM scheduled_tasks WHERE ref_id = '%s' AND last_error IS NOT NULL"
            .formatted(payment);
    await().atMost(PATIENCE).until(() -> rows.count(looked) == 1);

    rows.update(
        "UPDATE payments SET updated_at = now() - interval '1 minute' WHERE id = '%s'"
            .formatted(payment));

    await()
        .atMost(PATIENCE)
        .until(() -> shop.find(payment).path("status").asString().equals("READY"));
  }

  @Test
  void aCaptureOfAnotherAmountIsLookedAtByPeopleUntilItIsSettled() {
    String order = shop.order();
    String payment = shop.payment(order);
    String key = shop.session(order);
    shop.approve(payment, key);
    shop.captureBehindTheEngine(key, order);
    String change =
        "UPDATE payments SET status = 'UNKNOWN', amount = %d WHERE id = '" + payment + "'";
    String items =
        "SELECT count(*) FROM reconciliation_items WHERE kind = 'AMOUNT_MISMATCH' AND payment_id = '"
            + payment
            + "' AND resolution ";
    String sync = "/api/v1/payments/" + payment + "/sync";

    rows.update(change.formatted(Shop.PRICE - 100));
    assertThat(shop.client().post(sync, "").data("status")).isEqualTo("UNKNOWN");
    assertThat(rows.count(items + "IS NULL")).isEqualTo(1);

    rows.update(change.formatted(Shop.PRICE));
    assertThat(shop.client().post(sync, "").data("status")).isEqualTo("CONFIRMED");
    assertThat(rows.count(items + "= 'SETTLED'")).isEqualTo(1);
  }
}
