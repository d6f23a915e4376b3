package com.moalog.fluxpay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RefundTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final String REFUNDS = "/api/v1/refunds";

  private final TestEngine engine = TestEngine.shared();
  private final Shop shop = new Shop(engine);
  private final Rows rows = new Rows(engine.database());

  private void awaitRefund(String refund, String status) {
    await()
        .atMost(PATIENCE)
        .until(() -> shop.findRefund(refund).path("status").asString().equals(status));
  }

  @Test
  void refusesWhatIsNotThere() {
    assertThat(shop.refund(UUID.randomUUID().toString(), 1).code()).isEqualTo("PAY_001");
    assertThat(shop.client().get("/api/v1/refunds/ref_" + "0".repeat(32)).code())
        .isEqualTo("PAY_009");
    assertThat(shop.client().get("/api/v1/refunds/nothing").code()).isEqualTo("PAY_009");
    assertThat(shop.client().get("/api/v1/payments/" + UUID.randomUUID() + "/refunds").code())
        .isEqualTo("PAY_001");
  }

  @Test
  void refusesAPaymentThatIsNotCaptured() {
    assertThat(shop.refund(shop.approved(shop.order()), 1).code()).isEqualTo("PAY_010");
  }

  @Test
  void refusesMoreThanIsLeftAndAnotherCurrency() {
    String payment = shop.captured(shop.order());
    assertThat(shop.refund(payment, Shop.PRICE + 1).code()).isEqualTo("PAY_007");
    String dollars = Shop.refundBody(payment, 1).replace("KRW", "USD");
    assertThat(shop.client().keyed().post(REFUNDS, dollars).code()).isEqualTo("PAY_002");
    assertThat(shop.find(payment).path("refundableAmount").asInt()).isEqualTo(Shop.PRICE);
  }

  @Test
  void refusesARefundAfterThePeriod() {
    String payment = shop.captured(shop.order());
    rows.update(
        "UPDATE payments SET confirmed_at = now() - interval '7 days 1 minute' WHERE id = '%s'"
            .formatted(payment));
    assertThat(shop.refund(payment, 1).code()).isEqualTo("PAY_008");
  }

  @Test
  void refusesTheEleventhRefundOfAPayment() {
    String payment = shop.captured(shop.order());
    for (int refund = 1; refund <= 10; refund++) {
      assertThat(shop.refund(payment, 1).data("status")).isEqualTo("COMPLETED");
    }
    assertThat(shop.refund(payment, 1).code()).isEqualTo("PAY_011");
  }

  @Test
  void refusesTheRefundsOfAnotherTenant() {
    String payment = shop.captured(shop.order());
    String refund = shop.refund(payment, 1).data("refundId");
    Shop stranger = new Shop(engine, "moalog");
    assertThat(stranger.refund(payment, 1).code()).isEqualTo("PAY_001");
    assertThat(stranger.client().get("/api/v1/refunds/" + refund).code()).isEqualTo("PAY_009");
    assertThat(stranger.client().get("/api/v1/payments/" + payment + "/refunds").code())
        .isEqualTo("PAY_001");
  }

  @Test
  void givesBackAPartAndThenTheRest() {
    String order = shop.order();
    String payment = shop.captured(order);

    Client.Reply part = shop.refund(payment, 900);
    assertThat(part.status()).isEqualTo(201);
    assertThat(part.data("status")).as(part.body()).isEqualTo("COMPLETED");
    assertThat(part.data("pgRefundId")).isNotEmpty();
    assertThat(shop.find(payment).path("status").asString()).isEqualTo("PARTIALLY_REFUNDED");
    assertThat(shop.find(payment).path("refundableAmount").asInt()).isEqualTo(Shop.PRICE - 900);

    assertThat(shop.refund(payment, Shop.PRICE - 900).data("status")).isEqualTo("COMPLETED");
    assertThat(shop.find(payment).path("status").asString()).isEqualTo("REFUNDED");
    assertThat(shop.orderStatus(order)).isEqualTo("PAID");
    assertThat(shop.returned(order)).isEqualTo(Shop.PRICE);
    assertThat(shop.client().get("/api/v1/payments/" + payment + "/refunds").data()).hasSize(2);
    assertThat(shop.refund(payment, 1).code()).isEqualTo("PAY_010");
    assertThat(events(payment)).containsEntry("payment.refunded", 2L);
  }

  private Map<String, Long> events(String aggregate) {
    String types =
        rows.value(
            "SELECT string_agg(event_type, ',') FROM outbox_events WHERE aggregate_id = '%s'"
                .formatted(aggregate));
    return List.of(types.split(",", -1)).stream()
        .map(type -> type.replace("com.fluxpay.", ""))
        .collect(Collectors.groupingBy(type -> type, Collectors.counting()));
  }

  @Test
  void tenParallelRefundsOfThirtyPercentGiveBackThree() throws Exception {
    String order = shop.order();
    String payment = shop.captured(order);
    String body = Shop.refundBody(payment, 2_970);
    Callable<Client.Reply> refund = () -> shop.client().keyed().postPatiently(REFUNDS, body);

    List<Client.Reply> replies;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      replies =
          threads.invokeAll(Collections.nCopies(10, refund)).stream()
              .map(reply -> reply.resultNow())
              .toList();
    }

    assertThat(replies).filteredOn(reply -> reply.status() == 201).hasSize(3);
    assertThat(replies)
        .filteredOn(reply -> reply.status() != 201)
        .allSatisfy(refused -> assertThat(refused.code()).isEqualTo("PAY_007"));
    await().atMost(PATIENCE).until(() -> shop.cancels(order) == 3);
    assertThat(shop.returned(order)).isEqualTo(8_910);
  }

  /** Each knows the whole balance at first, so that the provider takes one of them at a time. */
  @Test
  void tenParallelRefundsOfATenthGiveEverythingBack() throws Exception {
    String order = shop.order();
    String payment = shop.captured(order);
    String body = Shop.refundBody(payment, Shop.PRICE / 10);
    Callable<Client.Reply> refund = () -> shop.client().keyed().postPatiently(REFUNDS, body);

    List<Client.Reply> replies;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      replies =
          threads.invokeAll(Collections.nCopies(10, refund)).stream()
              .map(reply -> reply.resultNow())
              .toList();
    }

    assertThat(replies).allMatch(reply -> reply.status() == 201);
    await()
        .atMost(PATIENCE)
        .until(() -> shop.find(payment).path("status").asString().equals("REFUNDED"));
    assertThat(shop.cancels(order)).isEqualTo(10);
    assertThat(shop.returned(order)).isEqualTo(Shop.PRICE);
  }

  private void giveBackAtTheConsole(String payment, int amount) {
    String session = rows.value("SELECT pg_payment_key FROM payments WHERE id = '" + payment + "'");
    assertThat(shop.cancelBehindTheEngine(session, amount).status()).isEqualTo(200);
  }

  @Test
  void whatTheMerchantGaveBackInFullIsNotAskedForAgainAndAgain() {
    String order = shop.order();
    String payment = shop.captured(order);
    giveBackAtTheConsole(payment, Shop.PRICE);

    Client.Reply reply = shop.refund(payment, 900);

    assertThat(reply.data("status")).as(reply.body()).isEqualTo("PROCESSING");
    assertThat(shop.cancelKeys(order)).filteredOn(key -> !key.isEmpty()).hasSizeLessThan(10);
    assertThat(shop.returned(order)).isEqualTo(Shop.PRICE);
  }

  @Test
  void whatTheMerchantGaveBackAtTheProvidersConsoleDoesNotStopARefund() {
    String order = shop.order();
    String payment = shop.captured(order);
    giveBackAtTheConsole(payment, 1_000);

    Client.Reply reply = shop.refund(payment, 900);

    assertThat(reply.data("status")).as(reply.body()).isEqualTo("COMPLETED");
    assertThat(shop.returned(order)).isEqualTo(1_900);
  }

  @Test
  void aRepeatUnderTheSameKeyIsTheSameRefund() {
    String order = shop.order();
    String payment = shop.captured(order);
    Client keyed = shop.client().keyed();
    String body = Shop.refundBody(payment, 100);

    Client.Reply first = keyed.post(REFUNDS, body);
    Client.Reply second = keyed.post(REFUNDS, body);

    assertThat(second.body()).isEqualTo(first.body());
    assertThat(second.header("Idempotency-Replayed")).isEqualTo("true");
    assertThat(shop.cancels(order)).isEqualTo(1);
  }

  @Test
  void aLostAnswerIsFoundInTheProvidersRecord() {
    String order = shop.order();
    String payment = shop.captured(order);
    shop.failNextCancel(order, "\"apply_then_reset\"");

    Client.Reply reply = shop.refund(payment, 500);

    assertThat(reply.status()).isEqualTo(201);
    awaitRefund(reply.data("refundId"), "COMPLETED");
    assertThat(shop.cancels(order)).isEqualTo(1);
    assertThat(shop.find(payment).path("refundedAmount").asInt()).isEqualTo(500);
  }

  /** By then the engine has asked again, heard that it is still running, and looked twice. */
  @Test
  void aCancelThatTakesLongIsNotAskedForUnderAnotherKey() {
    try (TestEngine hasty = TestEngine.start(Map.of("TOSS_READ_TIMEOUT", "300ms"))) {
      Shop busy = new Shop(hasty);
      String order = busy.order();
      String payment = busy.captured(order);
      busy.failNextCancel(order, "{\"delay\":{\"ms\":14000}}");

      String refund = busy.refund(payment, 900).data("refundId");
      await().atMost(PATIENCE).until(() -> busy.cancelKeys(order).size() > 5);

      await()
          .atMost(PATIENCE)
          .until(() -> busy.findRefund(refund).path("status").asString().equals("COMPLETED"));
      assertThat(busy.cancelKeys(order)).containsOnly(refund + "-1");
      assertThat(busy.cancels(order)).isEqualTo(1);
    }
  }

  /** A machine that stands still between writing a request down and sending it can do that. */
  @Test
  void aCancelThatArrivesWhenAnotherKeyHasGivenTheMoneyBackHasNoEffect() {
    try (TestEngine hasty = TestEngine.start(Map.of("TOSS_READ_TIMEOUT", "300ms"))) {
      Shop busy = new Shop(hasty);
      Rows books = new Rows(hasty.database());
      String order = busy.order();
      String payment = busy.captured(order);
      busy.failNextCancel(order, "{\"delay\":{\"ms\":20000}}");

      String refund = busy.refund(payment, 900).data("refundId");
      await()
          .atMost(PATIENCE)
          .until(() -> {
            books.update(
                "UPDATE payment_attempts SET started_at = started_at - interval '2 minutes'");
            books.update(
                "UPDATE scheduled_tasks SET run_at = now() WHERE ref_id = '" + refund + "'");
            return busy.cancelKeys(order).contains(refund + "-2");
          });

      await()
          .atMost(PATIENCE)
          .until(() -> busy.findRefund(refund).path("status").asString().equals("COMPLETED"));
      String session =
          books.value("SELECT pg_payment_key FROM payments WHERE id = '" + payment + "'");
      await()
          .atMost(PATIENCE)
          .until(() -> busy.answerToCancel(session, refund + "-1").status() != 409);
      assertThat(busy.answerToCancel(session, refund + "-1").json().path("code").asString())
          .isEqualTo("NOT_MATCHES_REFUNDABLE_AMOUNT");
      assertThat(busy.returned(order)).isEqualTo(900);
    }
  }

  @Test
  void anErrorWithoutEffectIsTriedAgainUntilTheMoneyIsBack() {
    String order = shop.order();
    String payment = shop.captured(order);
    shop.failNextCancel(order, "{\"error\":{\"http\":400,\"code\":\"PROVIDER_ERROR\"}}");

    Client.Reply reply = shop.refund(payment, 500);

    assertThat(reply.status()).isEqualTo(201);
    awaitRefund(reply.data("refundId"), "COMPLETED");
    assertThat(shop.cancels(order)).isEqualTo(1);
    assertThat(shop.returned(order)).isEqualTo(500);
  }

  @Test
  void aPaymentThatTheProviderDoesNotKnowIsLookedAtByPeopleUntilItIsSettled() {
    String order = shop.order();
    String payment = shop.captured(order);
    String key = rows.value("SELECT pg_payment_key FROM payments WHERE id = '" + payment + "'");
    String rename = "UPDATE payments SET pg_payment_key = '%s' WHERE id = '" + payment + "'";
    rows.update(rename.formatted("lost-" + payment));
    String items =
        "SELECT count(*) FROM reconciliation_items WHERE kind = 'MANUAL' AND payment_id = '"
            + payment
            + "' AND refund_id IS NOT NULL AND resolution ";

    String refund = shop.refund(payment, 900).data("refundId");

    await().atMost(PATIENCE).until(() -> rows.count(items + "IS NULL") == 1);
    rows.update(rename.formatted(key));
    rows.update("UPDATE scheduled_tasks SET run_at = now() WHERE ref_id = '" + refund + "'");
    engine.runTasks();
    awaitRefund(refund, "COMPLETED");
    assertThat(rows.count(items + "= 'SETTLED'")).isEqualTo(1);
    assertThat(shop.returned(order)).isEqualTo(900);
  }

  @Test
  void aRejectionLeavesTheMoneyRefundable() {
    String order = shop.order();
    String payment = shop.captured(order);
    shop.failNextCancel(order, "{\"error\":{\"http\":403,\"code\":\"NOT_CANCELABLE_AMOUNT\"}}");

    Client.Reply rejected = shop.refund(payment, Shop.PRICE);

    assertThat(rejected.status()).isEqualTo(201);
    assertThat(rejected.data("status")).isEqualTo("FAILED");
    assertThat(rejected.data("failureCode")).isEqualTo("NOT_CANCELABLE_AMOUNT");
    assertThat(shop.find(payment).path("refundableAmount").asInt()).isEqualTo(Shop.PRICE);
    assertThat(shop.refund(payment, Shop.PRICE).data("status")).isEqualTo("COMPLETED");
    assertThat(shop.returned(order)).isEqualTo(Shop.PRICE);
  }

  @Test
  void aCancelledOrderWaitsForItsMoney() {
    String order = shop.order();
    String payment = shop.captured(order);
    shop.failNextCancel(order, "{\"delay\":{\"ms\":4000}}");

    Client.Reply cancel =
        shop.client()
            .keyed()
            .put("/api/v1/orders/" + order + "/cancel", "{\"reason\":\"changed my mind\"}");
    Client.Reply again = shop.client().keyed().put("/api/v1/orders/" + order + "/cancel", "");

    assertThat(cancel.status()).as(cancel.body()).isEqualTo(202);
    assertThat(cancel.data("status")).isEqualTo("PAID");
    assertThat(again.data("refundId")).isEqualTo(cancel.data("refundId")).isNotEmpty();
    awaitRefund(cancel.data("refundId"), "COMPLETED");
    assertThat(shop.orderStatus(order)).isEqualTo("CANCELLED");
    assertThat(
            rows.value(
                "SELECT payload FROM outbox_events WHERE event_type LIKE '%order.cancelled' AND aggregate_id = '"
                    + order
                    + "'"))
        .contains("\"reason\":\"changed my mind\"");
    assertThat(shop.find(payment).path("status").asString()).isEqualTo("REFUNDED");
    assertThat(shop.cancels(order)).isEqualTo(1);
  }

  @Test
  void anOrderWhoseMoneyIsAllBackAlreadyEndsAtOnce() {
    String cancelled = shop.order();
    String failed = shop.order();
    shop.refund(shop.captured(cancelled), Shop.PRICE);
    shop.refund(shop.captured(failed), Shop.PRICE);

    Client.Reply cancel = shop.client().keyed().put("/api/v1/orders/" + cancelled + "/cancel", "");
    Client.Reply fail = shop.client().post("/api/v1/orders/" + failed + "/fail", "");

    assertThat(cancel.status()).as(cancel.body()).isEqualTo(200);
    assertThat(cancel.data("status")).isEqualTo("CANCELLED");
    assertThat(fail.status()).as(fail.body()).isEqualTo(200);
    assertThat(fail.data("status")).isEqualTo("FAILED");
  }

  @Test
  void aFailedServiceGivesTheRestBack() {
    String order = shop.order();
    String payment = shop.captured(order);
    assertThat(shop.refund(payment, 900).data("status")).isEqualTo("COMPLETED");

    Client.Reply fail = shop.client().keyed().post("/api/v1/orders/" + order + "/fail", "");

    assertThat(fail.status()).as(fail.body()).isEqualTo(202);
    awaitRefund(fail.data("refundId"), "COMPLETED");
    assertThat(shop.orderStatus(order)).isEqualTo("FAILED");
    assertThat(shop.returned(order)).isEqualTo(Shop.PRICE);
  }
}
