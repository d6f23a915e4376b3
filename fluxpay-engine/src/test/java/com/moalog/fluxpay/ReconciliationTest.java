package com.moalog.fluxpay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Our books of a day against the provider's settlement list, which a script falsifies. */
class ReconciliationTest {

  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Duration A_TEST = Duration.ofMinutes(3);
  private static final ZoneId ZONE = ZoneId.of("Asia/Seoul");
  private static final String PATH = "/api/v1/admin/reconciliations";

  private static TestEngine engine;

  private Shop shop;
  private Rows rows;
  private Client provider;
  private Client operator;

  /** Nothing but what a test did may be on the list; yesterday is due from midnight on. */
  @BeforeAll
  static void start() {
    engine = TestEngine.start(Map.of("FLUXPAY_RECONCILE_CRON", "0 0 0 * * *"));
  }

  @AfterAll
  static void stop() {
    engine.close();
  }

  @BeforeEach
  void meet() {
    shop = new Shop(engine);
    rows = new Rows(engine.database());
    provider = Client.of(engine.sandbox().address());
    operator = shop.client().with("X-Admin-Token", Subscriber.ADMIN);
    tellTheTruth();
    awaitTheNextDay();
  }

  /** What is captured on one day is not on the list of the next. */
  private static void awaitTheNextDay() {
    LocalDate day = today();
    Instant midnight = day.plusDays(1).atStartOfDay(ZONE).toInstant();
    if (Duration.between(Instant.now(), midnight).compareTo(A_TEST) < 0) {
      await().atMost(A_TEST.multipliedBy(2)).until(() -> today().isAfter(day));
    }
  }

  private void tellTheTruth() {
    provider.send("DELETE", "/__admin/transactions", "");
  }

  private static LocalDate today() {
    return LocalDate.now(ZONE);
  }

  /** The run of today, once it is over. */
  private JsonNode run(Client client) {
    return run(client, today());
  }

  private static JsonNode run(Client client, LocalDate day) {
    Client.Reply asked = client.post(PATH, "{\"day\":\"" + day + "\"}");
    assertThat(asked.status()).as(asked.body()).isEqualTo(202);
    String path = PATH + "/" + asked.data("runId");
    OffsetDateTime from = OffsetDateTime.parse(asked.data("requestedAt"));
    await()
        .atMost(PATIENCE)
        .until(() -> {
          JsonNode run = client.get(path).data();
          return run.path("status").asString().equals("DONE")
              && OffsetDateTime.parse(run.path("finishedAt").asString()).isAfter(from);
        });
    return client.get(path).data();
  }

  private JsonNode run() {
    return run(operator);
  }

  /** The open items about a payment. */
  private static List<String> items(JsonNode run, String payment) {
    return run.path("items")
        .valueStream()
        .filter(item -> item.path("resolvedAt").isMissingNode())
        .filter(item -> item.path("paymentId").asString("").equals(payment))
        .map(item -> item.path("kind").asString())
        .sorted()
        .toList();
  }

  private void falsify(String order, String then) {
    Client.Reply reply =
        provider.post(
            "/__admin/transactions",
            "{\"match\":{\"orderId\":\"%s\"},\"then\":%s}".formatted(order, then));
    assertThat(reply.status()).as(reply.body()).isEqualTo(201);
  }

  @Test
  void agreesOnCapturesAndRefunds() {
    String payment = shop.captured(shop.order());
    shop.refund(payment, 1000);
    shop.refund(payment, 400);

    JsonNode run = run();

    assertThat(items(run, payment)).isEmpty();
    JsonNode totals = run.path("totals").path("KRW");
    assertThat(totals.path("captured").decimalValue()).isPositive();
  }

  @Test
  void findsWhatTheListLacksDoublesOrAlters() {
    String dropped = shop.order();
    String doubled = shop.order();
    String altered = shop.order();
    String cancelled = shop.order();
    String lost = shop.captured(dropped);
    String twice = shop.captured(doubled);
    String less = shop.captured(altered);
    String other = shop.captured(cancelled);
    falsify(dropped, "\"drop\"");
    falsify(doubled, "\"double\"");
    falsify(altered, "{\"amount\":9899}");
    falsify(cancelled, "{\"status\":\"CANCELED\"}");

    JsonNode run = run();

    assertThat(items(run, lost)).containsExactly("MISSING_PSP");
    assertThat(items(run, twice)).containsExactly("AMOUNT_MISMATCH");
    assertThat(items(run, less)).containsExactly("AMOUNT_MISMATCH");
    assertThat(items(run, other)).containsExactly("STATUS_MISMATCH");
    await()
        .atMost(PATIENCE)
        .untilAsserted(() ->
            assertThat(operator.get("/actuator/prometheus").body())
                .containsPattern(
                    "fluxpay_reconciliation_items_open\\{[^}]*kind=\"MISSING_PSP\"[^}]*} [1-9]"));
    tellTheTruth();
    JsonNode again = run();
    assertThat(items(again, lost)).isEmpty();
    assertThat(again.path("items").valueStream())
        .anyMatch(item -> item.path("resolution").asString("").equals("GONE"));
  }

  @Test
  void findsARefundThatNobodyHereAskedFor() {
    String order = shop.order();
    String payment = shop.captured(order);
    String key = rows.value("SELECT pg_payment_key FROM payments WHERE id = '" + payment + "'");
    provider.post("/__admin/transactions", added("t-refund", key, order, -500));

    assertThat(items(run(), payment)).containsExactly("MISSING_LOCAL");
  }

  @Test
  void findsALostRefund() {
    String order = shop.order();
    String payment = shop.captured(order);
    shop.refund(payment, 700);
    falsify(order, "\"drop\"");

    assertThat(items(run(), payment)).containsExactly("MISSING_PSP", "MISSING_PSP");
  }

  @Test
  void moneyThatNobodyKnowsOfIsWrittenDownForTheDefaultTenantAlone() {
    provider.post("/__admin/transactions", added("t-stranger", "p-stranger", "an-order", 5000));
    Client house = operator.with("X-Tenant-Id", "__default__");
    String known = shop.captured(shop.order());

    JsonNode ours = run(house);
    JsonNode theirs = run();

    assertThat(ours.path("items").valueStream())
        .anySatisfy(item -> {
          assertThat(item.path("kind").asString()).isEqualTo("MISSING_LOCAL");
          assertThat(item.path("subject").asString()).isEqualTo("t-stranger");
        });
    assertThat(ours.toString()).doesNotContain(known);
    assertThat(theirs.toString()).doesNotContain("t-stranger");
  }

  @Test
  void aCaptureOfAPaymentThatNobodyApprovedAndThatExpiredGoesBack() {
    String order = shop.order();
    String payment = shop.payment(order);
    String key = shop.session(order);
    shop.client().post("/api/v1/payments/" + payment + "/cancel", "");
    shop.captureBehindTheEngine(key, order);

    JsonNode run = run();

    assertThat(run.toString()).contains(payment).contains("LATE_CAPTURE");
    await().atMost(PATIENCE).until(() -> shop.returned(order) == Shop.PRICE);
    await().atMost(PATIENCE).until(() -> items(run(), payment).isEmpty());
    assertThat(shop.cancels(order)).isEqualTo(1);
  }

  @Test
  void settlesAnUnknownOutcomeByTheProvidersRecord() {
    String order = shop.order();
    String payment = shop.payment(order);
    String key = shop.session(order);
    shop.approve(payment, key);
    shop.captureBehindTheEngine(key, order);
    rows.update("UPDATE payments SET status = 'UNKNOWN' WHERE id = '" + payment + "'");

    JsonNode run = run();

    assertThat(shop.find(payment).path("status").asString()).isEqualTo("CONFIRMED");
    assertThat(items(run, payment)).isEmpty();
    assertThat(run.path("items").valueStream())
        .anyMatch(item -> item.path("resolution").asString("").equals("SETTLED"));
  }

  @Test
  void findsBooksThatContradictThemselves() {
    String order = shop.order();
    String payment = shop.captured(order);
    rows.update("UPDATE orders SET status = 'PENDING' WHERE id = '" + order + "'");
    rows.update(
        "DELETE FROM outbox_events WHERE event_type = 'payment.confirmed' AND aggregate_id = '"
            + payment
            + "'");

    assertThat(items(run(), payment)).containsExactly("STATUS_MISMATCH", "STATUS_MISMATCH");
  }

  @Test
  void missesNoEventThatTheOutboxKeepsNoLonger() {
    String payment = shop.captured(shop.order());
    rows.update(
        "UPDATE payments SET confirmed_at = confirmed_at - interval '8 days' WHERE id = '"
            + payment
            + "'");
    rows.update("DELETE FROM outbox_events WHERE aggregate_id = '" + payment + "'");

    JsonNode run = run(operator, today().minusDays(8));

    assertThat(items(run, payment)).doesNotContain("STATUS_MISMATCH");
  }

  @Test
  void comparesYesterdayByItselfAndTriesAgainWhenTheProviderIsAway() {
    String yesterday = today().minusDays(1).toString();

    await()
        .atMost(PATIENCE)
        .until(() ->
            rows.count(
                    "SELECT count(*) FROM reconciliation_runs WHERE status = 'DONE' AND day = '"
                        + yesterday
                        + "'")
                > 0);
    provider.post(
        "/__admin/rules",
        """
        {"match":{"operation":"transactions"},"times":1,
         "then":{"error":{"http":500,"code":"FAILED_INTERNAL_SYSTEM_PROCESSING"}}}
        """);
    Client.Reply asked = operator.post(PATH, "{\"day\":\"" + yesterday + "\"}");
    String path = PATH + "/" + asked.data("runId");
    await().atMost(PATIENCE).until(() -> operator.get(path).data("status").equals("FAILED"));
    assertThat(operator.get(path).data("errorMessage")).contains("HTTP 500");
    rows.update("UPDATE scheduled_tasks SET run_at = now() WHERE ref_id = '" + yesterday + "'");
    engine.runTasks();
    await().atMost(PATIENCE).until(() -> operator.get(path).data("status").equals("DONE"));
  }

  @Test
  void refusesDaysThatAreNotOverAndRunsOfOthers() {
    assertThat(operator.post(PATH, "{\"day\":\"" + today().plusDays(1) + "\"}").code())
        .isEqualTo("VAL_001");
    assertThat(operator.post(PATH, "{\"day\":\"yesterday\"}").code()).isEqualTo("VAL_001");
    String run = run().path("runId").asString();
    Client stranger = operator.with("X-Tenant-Id", "moalog");
    assertThat(stranger.get(PATH + "/" + run).code()).isEqualTo("ADM_001");
    assertThat(shop.client().get(PATH + "/" + run).code()).isEqualTo("ATH_001");
  }

  private static String added(String transaction, String payment, String order, int amount) {
    return """
    {"add":{"transactionKey":"%s","paymentKey":"%s","orderId":"%s","amount":%d,
      "transactionAt":"%s"}}
    """
        .formatted(transaction, payment, order, amount, OffsetDateTime.now(ZONE));
  }
}
