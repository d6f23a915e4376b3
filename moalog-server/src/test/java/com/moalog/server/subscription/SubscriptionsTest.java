package com.moalog.server.subscription;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.moalog.local.servers.Standstill;
import com.moalog.server.database.Transactions;
import com.moalog.server.fluxpay.FluxpaySettings;
import com.moalog.server.testing.ApiAnswer;
import com.moalog.server.testing.ApiClient;
import com.moalog.server.testing.PaymentEngine;
import com.moalog.server.testing.People.Person;
import com.moalog.server.testing.Race;
import com.moalog.server.testing.TestServer;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SubscriptionsTest {

  private static final String SECRET = "a secret of both sides";
  private static final String PATH = "/api/v1/subscriptions";
  private static final String PRO = "{\"planName\":\"PRO\"}";
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final PaymentEngine engine = PaymentEngine.start();
  private final WebhookSignature signature =
      new WebhookSignature(
          new FluxpaySettings(true, URI.create("http://localhost"), "moalog", SECRET, false),
          Clock.systemUTC());
  private TestServer server = TestServer.shared();

  @BeforeAll
  void startServer() {
    server =
        TestServer.start(
            Map.of("FLUXPAY_URL", engine.address().toString(), "FLUXPAY_WEBHOOK_SECRET", SECRET));
  }

  @AfterAll
  void stopServer() {
    server.close();
    engine.close();
  }

  @Test
  void showsThePlansToAnyone() {
    JsonNode plans = server.client().get("/api/v1/plans").success();
    assertThat(plans.size()).isEqualTo(3);
    assertThat(plans.get(0).propertyNames())
        .containsExactly(
            "name",
            "displayName",
            "aiAnalysisLimit",
            "aiAssistantLimit",
            "pdfExportEnabled",
            "maxRoomMembers",
            "monthlyPrice");
    assertThat(plans.get(1).path("monthlyPrice").asInt()).isEqualTo(9900);
    assertThat(plans.get(2).path("maxRoomMembers").asInt()).isEqualTo(-1);
  }

  @Test
  void refusesWhatIsNoPlanAndKeysThatAreNoKeys() {
    ApiClient member = newcomer();
    member.post(PATH, "{}").isRefused(400, "COMMON400");
    member.post(PATH, "{\"planName\":\" \"}").isRefused(400, "COMMON400");
    member.post(PATH, "{\"planName\":\"GOLD\"}").isRefused(400, "PAY4001");
    member.with("Idempotency-Key", "a b").post(PATH, PRO).isRefused(400, "COMMON400");
    member.post(PATH + "/cancel").isRefused(404, "PAY4041");
    server.client().post(PATH, PRO).isRefused(401, "AUTH4001");
  }

  @Test
  void countsAMemberWithoutSubscriptionAsFree() {
    assertThat(newcomer().get(PATH + "/me").text())
        .contains(
            "\"result\":{\"subscriptionId\":0,\"planName\":\"Free\",\"status\":\"Active\","
                + "\"startedAt\":\"\",\"expiresAt\":null,\"cancelledAt\":null}");
  }

  @Test
  void activatesTheFreePlanAtOnceAndNeverCancelsIt() {
    ApiClient member = newcomer();
    JsonNode free = member.post(PATH, "{\"planName\":\"free\"}").success();
    assertThat(free.path("status").asString()).isEqualTo("Active");
    assertThat(member.post(PATH, "{\"planName\":\"FREE\"}").success()).isEqualTo(free);
    member.post(PATH + "/cancel").isRefused(400, "PAY4001");
  }

  @Test
  void becomesActiveWhenThePaymentIsConfirmed() {
    Person person = server.people().newcomer();
    ApiClient member = server.people().as(person);
    JsonNode pending = member.post(PATH, PRO).success();
    assertThat(pending.path("status").asString()).isEqualTo("Pending");
    assertThat(member.post(PATH, PRO).success()).isEqualTo(pending);
    assertThat(member.get(PATH + "/me").success().path("planName").asString()).isEqualTo("Free");

    String event = event("payment.confirmed", person);
    webhook(event).success();
    JsonNode active = member.get(PATH + "/me").success();
    assertThat(active.path("planName").asString()).isEqualTo("Pro");
    assertThat(active.path("subscriptionId")).isEqualTo(pending.path("subscriptionId"));
    assertThat(active.path("expiresAt").asString()).hasSize(19);

    webhook(event).success();
    webhook(event("payment.failed", person)).success();
    assertThat(member.get(PATH + "/me").success()).isEqualTo(active);
    assertThat(member.post(PATH, PRO).success()).isEqualTo(active);
    assertThat(rows(person, "ACTIVE")).isEqualTo(1);

    member.post(PATH + "/cancel").success();
    member.post(PATH + "/cancel").isRefused(404, "PAY4041");
  }

  @Test
  void keepsThePresentPlanUntilTheNewOneIsPaid() {
    Person person = server.people().newcomer();
    ApiClient member = server.people().as(person);
    member.post(PATH, PRO).success();
    webhook(event("payment.confirmed", person)).success();
    member.post(PATH, "{\"planName\":\"TEAM\"}").success();
    assertThat(member.get(PATH + "/me").success().path("planName").asString()).isEqualTo("Pro");
    String late = event("payment.confirmed", person);
    member.post(PATH, PRO).success();
    assertThat(rows(person, "PENDING")).isZero();
    webhook(late).success();
    assertThat(member.get(PATH + "/me").success().path("planName").asString()).isEqualTo("Team");
    assertThat(rows(person, "ACTIVE")).isEqualTo(1);
    assertThat(rows(person, "CANCELLED")).isEqualTo(1);
  }

  @Test
  void believesOnlySignedWebhooks() {
    Person person = server.people().newcomer();
    ApiClient member = server.people().as(person);
    member.post(PATH, PRO).success();
    String event = event("payment.confirmed", person);
    String now = Long.toString(Clock.systemUTC().instant().getEpochSecond());
    String old = Long.toString(Clock.systemUTC().instant().getEpochSecond() - 301);
    server.client().post("/api/v1/webhooks/fluxpay", event).isRefused(401, "PAY4011");
    signed(now, "bm90IHRoZSBzaWduYXR1cmU=").post(hook(), event).isRefused(401, "PAY4011");
    signed(old, signature.sign(old, event.getBytes(UTF_8)))
        .post(hook(), event)
        .isRefused(401, "PAY4011");
    signed(now, signature.sign(now, event.getBytes(UTF_8)))
        .post(hook(), event + " ")
        .isRefused(401, "PAY4011");
    assertThat(member.get(PATH + "/me").success().path("planName").asString()).isEqualTo("Free");
    webhook("{\"eventType\":\"payment.confirmed\"}").isRefused(400, "COMMON400");
    webhook("nonsense").isRefused(400, "COMMON400");
  }

  @Test
  void acknowledgesWhatItDoesNotKnow() {
    Person person = server.people().newcomer();
    server.people().as(person).post(PATH, PRO).success();
    webhook(
            "{\"eventType\":\"payment.confirmed\",\"orderId\":\"unknown\",\"paymentId\":\"x\","
                + "\"status\":\"CONFIRMED\",\"more\":{\"than\":[\"known\"]}}")
        .success();
    webhook(event("refund.completed", person)).success();
    webhook(event("payment.confirmed", person).replace("paymentId-", "foreign-")).success();
    assertThat(rows(person, "PENDING")).isEqualTo(1);
  }

  @Test
  void expiresWhenThePaymentFailsAndActivatesWhenItIsConfirmedLate() {
    Person person = server.people().newcomer();
    server.people().as(person).post(PATH, PRO).success();
    webhook(event("payment.failed", person)).success();
    assertThat(rows(person, "EXPIRED")).isEqualTo(1);
    webhook(event("payment.confirmed", person)).success();
    assertThat(rows(person, "ACTIVE")).isEqualTo(1);
  }

  /** The server waits for an answer of the engine no longer than five seconds. */
  @Test
  void makesOneRowAndOneOrderOutOfFiftyCallsAtOnce() throws Exception {
    AtomicBoolean again = new AtomicBoolean();
    Standstill.excuseEnd(() -> {
      if (again.getAndSet(true)) {
        awaitSales();
      }
      return subscribesFiftyTimesAtOnce();
    });
  }

  /** After slow answers the server lets the engine rest for ten seconds. */
  private void awaitSales() {
    ApiClient member = newcomer();
    Awaitility.await().atMost(PATIENCE).until(() -> member.post(PATH, PRO).status() == 200);
  }

  /** However late the engine's answers are, there is never more than one row and one order. */
  private Standstill.Attempt subscribesFiftyTimesAtOnce() {
    Person person = server.people().newcomer();
    ApiClient member = server.people().as(person);
    long ordersBefore = engine.created("orderId");
    List<ApiAnswer> answers = Race.of(50, () -> member.post(PATH, PRO));
    assertThat(answers).allMatch(answer -> answer.status() == 200 || answer.status() == 502);
    assertThat(
            answers.stream()
                .filter(answer -> answer.status() == 200)
                .map(answer -> answer.result().path("subscriptionId"))
                .distinct())
        .hasSizeLessThanOrEqualTo(1);
    assertThat(rows(person, "PENDING")).isEqualTo(1);
    assertThat(engine.created("orderId") - ordersBefore).isLessThanOrEqualTo(1);
    return () -> {
      assertThat(Race.count(answers, 200, "COMMON200")).isEqualTo(50);
      assertThat(engine.created("orderId") - ordersBefore).isEqualTo(1);
    };
  }

  @Test
  void givesTheSameAnswerToTheSameKey() {
    ApiClient member = newcomer().with("Idempotency-Key", "key-1");
    ApiAnswer first = member.post(PATH, PRO);
    ApiAnswer second = member.post(PATH, PRO);
    assertThat(first.header("Idempotency-Replayed")).isNull();
    assertThat(second.header("Idempotency-Replayed")).isEqualTo("true");
    assertThat(second.text()).isEqualTo(first.text());
    member.post(PATH, "{\"planName\":\"TEAM\"}").isRefused(409, "COMMON409");
    member.with("X-Idempotency-Key", "key-2").post(PATH, PRO).success();
  }

  @Test
  void carriesOutAConcurrentKeyOnce() {
    Person person = server.people().newcomer();
    ApiClient member = server.people().as(person).with("X-Idempotency-Key", "at-once");
    List<ApiAnswer> answers = Race.of(20, () -> answered(member));
    assertThat(Race.count(answers, 200, "COMMON200")).isEqualTo(20);
    long replays =
        answers.stream().filter(answer -> answer.header("Idempotency-Replayed") != null).count();
    assertThat(replays).isEqualTo(19);
  }

  /** Who has waited for the first call for two seconds has to ask again. */
  private static ApiAnswer answered(ApiClient member) {
    ApiAnswer answer = member.post(PATH, PRO);
    for (int again = 0; again < 30 && answer.code().equals("COMMON409"); again++) {
      answer = member.post(PATH, PRO);
    }
    return answer;
  }

  @Test
  void activatesWhatTheWebhookNeverTold() {
    Person confirmed = server.people().newcomer();
    Person failed = server.people().newcomer();
    Person forgotten = server.people().newcomer();
    for (Person person : List.of(confirmed, failed, forgotten)) {
      server.people().as(person).post(PATH, PRO).success();
    }
    engine.settle(payment(confirmed), "CONFIRMED");
    engine.settle(payment(failed), "FAILED");
    age(confirmed, "11 MINUTE");
    age(failed, "11 MINUTE");
    age(forgotten, "25 HOUR");
    server.bean(Sweeper.class).sweep();
    assertThat(rows(confirmed, "ACTIVE")).isEqualTo(1);
    assertThat(rows(failed, "EXPIRED")).isEqualTo(1);
    assertThat(rows(forgotten, "EXPIRED")).isEqualTo(1);
  }

  @Test
  void looksAfterEveryPaymentHoweverManyWait() {
    Person first = server.people().newcomer();
    server.people().as(first).post(PATH, PRO).success();
    age(first, "11 MINUTE");
    addWaiting(Sweeper.BATCH);
    Person last = server.people().newcomer();
    server.people().as(last).post(PATH, PRO).success();
    age(last, "11 MINUTE");
    engine.settle(payment(last), "CONFIRMED");
    server.bean(Sweeper.class).sweep();
    assertThat(rows(first, "PENDING")).isEqualTo(1);
    assertThat(rows(last, "ACTIVE")).isEqualTo(1);
  }

  /** Choices without a payment, made by members who came and went at the checkout. */
  private void addWaiting(int count) {
    for (int row = 0; row < count; row++) {
      server
          .database()
          .sql(
              """
              INSERT INTO member_subscription
                (member_id, plan_name, status, started_at, created_at, updated_at)
              VALUES (:member, 'PRO', 'PENDING', UTC_TIMESTAMP(),
                UTC_TIMESTAMP() - INTERVAL 11 MINUTE, UTC_TIMESTAMP())
              """)
          .param("member", server.people().stranger())
          .update();
    }
  }

  @Test
  void asksForARefundWhenThePaymentComesAfterTheEnd() {
    Person person = server.people().newcomer();
    ApiClient member = server.people().as(person);
    long id = member.post(PATH, PRO).success().path("subscriptionId").asLong();
    String confirmed = event("payment.confirmed", person);
    member.post("/api/v1/members/withdraw").success();
    assertThat(status(id)).isEqualTo("CANCELLED");

    double before = refundsDue();
    webhook(confirmed).success();
    webhook(confirmed).success();
    assertThat(status(id)).isEqualTo("CANCELLED");
    awaitRefundsDue(before + 1);
    webhook(confirmed.replace("payment.confirmed", "payment.refunded")).success();
    awaitRefundsDue(before);
  }

  @Test
  void staysFreeWhenTheMoneyForAPlanComesAfterFreeWasChosen() {
    Person person = server.people().newcomer();
    ApiClient member = server.people().as(person);
    long id = member.post(PATH, PRO).success().path("subscriptionId").asLong();
    String confirmed = event("payment.confirmed", person);
    member.post(PATH, "{\"planName\":\"FREE\"}").success();
    assertThat(status(id)).isEqualTo("CANCELLED");

    double before = refundsDue();
    webhook(confirmed).success();
    assertThat(member.get(PATH + "/me").success().path("planName").asString()).isEqualTo("Free");
    awaitRefundsDue(before + 1);
  }

  /** As with any other plan that is active: the unpaid choice is over, a late payment counts. */
  @Test
  void endsAnUnpaidChoiceWhenTheActiveFreePlanIsAskedFor() {
    Person person = server.people().newcomer();
    ApiClient member = server.people().as(person);
    JsonNode free = member.post(PATH, "{\"planName\":\"FREE\"}").success();
    long id = member.post(PATH, PRO).success().path("subscriptionId").asLong();
    String confirmed = event("payment.confirmed", person);
    assertThat(member.post(PATH, "{\"planName\":\"FREE\"}").success()).isEqualTo(free);
    assertThat(status(id)).isEqualTo("EXPIRED");

    webhook(confirmed).success();
    assertThat(member.get(PATH + "/me").success().path("planName").asString()).isEqualTo("Pro");
  }

  @Test
  void countsAPaymentOnceWhoeverTellsOfIt() {
    Person person = server.people().newcomer();
    ApiClient member = server.people().as(person);
    long id = member.post(PATH, PRO).success().path("subscriptionId").asLong();
    engine.settle(payment(person), "CONFIRMED");
    age(person, "11 MINUTE");
    server.bean(Sweeper.class).sweep();
    String late = event("payment.confirmed", person);
    member.post(PATH + "/cancel").success();
    double before = refundsDue();
    webhook(late).success();
    assertThat(status(id)).isEqualTo("CANCELLED");
    awaitRefundsDue(before);
  }

  private void awaitRefundsDue(double figure) {
    Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(refundsDue()).isEqualTo(figure));
  }

  @Test
  void countsARefundThatIsCommitted() {
    RefundsDue refunds = server.bean(RefundsDue.class);
    Transactions transactions = server.bean(Transactions.class);
    long id = newcomer().post(PATH, PRO).success().path("subscriptionId").asLong();
    double before = refundsDue();
    transactions.run(() -> {
      refunds.add(id);
      assertThat(refundsShown()).isEqualTo(before);
    });
    assertThat(refundsShown()).isEqualTo(before + 1);
    boolean settled = transactions.compute(() -> refunds.settle(id));
    assertThat(settled).isTrue();
    assertThat(refundsShown()).isEqualTo(before);
  }

  private double refundsDue() {
    server.bean(RefundsDue.class).count();
    return refundsShown();
  }

  private double refundsShown() {
    return server
        .client()
        .get("/metrics")
        .text()
        .lines()
        .filter(line -> line.startsWith("moalog_refunds_due "))
        .mapToDouble(line -> Double.parseDouble(line.split(" ", 2)[1]))
        .sum();
  }

  private String status(long subscription) {
    return server
        .database()
        .sql("SELECT status FROM member_subscription WHERE subscription_id = :id")
        .param("id", subscription)
        .query(String.class)
        .single();
  }

  private ApiClient newcomer() {
    return server.people().as(server.people().newcomer());
  }

  private static String hook() {
    return "/api/v1/webhooks/fluxpay";
  }

  private ApiAnswer webhook(String event) {
    String now = Long.toString(Clock.systemUTC().instant().getEpochSecond());
    return signed(now, signature.sign(now, event.getBytes(UTF_8))).post(hook(), event);
  }

  private ApiClient signed(String timestamp, String with) {
    return server.client().with("X-FluxPay-Timestamp", timestamp).with("X-FluxPay-Signature", with);
  }

  private String event(String type, Person person) {
    return "{\"eventType\":\"%s\",\"orderId\":\"%s\",\"paymentId\":\"%s\",\"status\":\"X\"}"
        .formatted(type, newest(person, "fluxpay_order_id"), payment(person));
  }

  private String payment(Person person) {
    return newest(person, "fluxpay_payment_id");
  }

  private String newest(Person person, String column) {
    return server
        .database()
        .sql(
            "SELECT "
                + column
                + " FROM member_subscription WHERE member_id = :member"
                + " AND fluxpay_order_id IS NOT NULL ORDER BY subscription_id DESC LIMIT 1")
        .param("member", person.id())
        .query(String.class)
        .single();
  }

  private int rows(Person person, String status) {
    return server
        .database()
        .sql(
            "SELECT COUNT(*) FROM member_subscription WHERE member_id = :member AND status = :status")
        .param("member", person.id())
        .param("status", status)
        .query(Integer.class)
        .single();
  }

  private void age(Person person, String interval) {
    server
        .database()
        .sql(
            "UPDATE member_subscription SET created_at = created_at - INTERVAL "
                + interval
                + " WHERE member_id = :member")
        .param("member", person.id())
        .update();
  }
}
