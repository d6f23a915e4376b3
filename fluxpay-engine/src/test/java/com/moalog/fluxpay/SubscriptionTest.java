package com.moalog.fluxpay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class SubscriptionTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String DECLINE =
      "{\"error\":{\"http\":403,\"code\":\"REJECT_CARD_PAYMENT\"}}";

  /** Each test has prices of its own, so that a scripted failure meets nobody else. */
  private static final AtomicInteger PRICE = new AtomicInteger(20_000);

  private final Subscriber subscriber = Subscriber.of(TestEngine.shared());
  private final int price = PRICE.incrementAndGet();

  private void awaitStatus(String subscription, String status) {
    await().atMost(PATIENCE).until(() -> subscriber.status(subscription), status::equals);
  }

  @Test
  void chargesTheFirstPeriodAtOnce() {
    String subscription = subscriber.active(price);

    assertThat(subscriber.captures(subscription)).isEqualTo(1);
    assertThat(subscriber.invoices(subscription, "PAID")).isEqualTo(1);
    assertThat(subscriber.events(subscription))
        .isEqualTo("subscription.created,subscription.activated");
    JsonNode found = subscriber.find(subscription);
    assertThat(found.path("currentPeriodEnd").asString())
        .isEqualTo(found.path("nextBillingAt").asString());
    assertThat(subscriber.client().get("/api/v1/subscriptions?userId=" + subscriber.user()).data())
        .hasSize(1);
  }

  @Test
  void refusesWhatHasNoPlanNoCardOrALiveTwin() {
    String plan = subscriber.plan(price, 0);
    String card = subscriber.card();

    assertThat(subscriber.subscribe("NO_SUCH_PLAN", card).code()).isEqualTo("SUB_005");
    assertThat(subscriber.subscribe(plan, "").code()).isEqualTo("VAL_001");
    assertThat(subscriber.subscribe(plan, UUID.randomUUID().toString()).code())
        .isEqualTo("SUB_007");
    assertThat(Subscriber.of(TestEngine.shared()).subscribe(plan, card).code())
        .as("somebody else's card")
        .isEqualTo("SUB_007");
    assertThat(subscriber.subscribe(plan, card).status()).isEqualTo(201);
    assertThat(subscriber.subscribe(plan, card).code()).isEqualTo("SUB_002");
  }

  @Test
  void isThereOnlyForTenantsThatHaveIt() {
    Client other = subscriber.client().with("X-Tenant-Id", "service-a");

    assertThat(other.get("/api/v1/subscription-plans").code()).isEqualTo("SUB_006");
    assertThat(other.get("/api/v1/subscriptions?userId=u").status()).isEqualTo(403);
    assertThat(other.keyed().post("/api/v1/billing-keys", "{}").code()).isEqualTo("SUB_006");
  }

  @Test
  void endsAtOnceWhenTheFirstChargeIsDeclined() {
    subscriber.failCharges(price, 1, DECLINE);

    Client.Reply reply = subscriber.subscribe(subscriber.plan(price, 0), subscriber.card());

    assertThat(reply.status()).isEqualTo(422);
    assertThat(reply.code()).isEqualTo("SUB_004");
    JsonNode details = reply.json().path("error").path("details");
    assertThat(details.path("failureCode").asString()).isEqualTo("REJECT_CARD_PAYMENT");
    String subscription = details.path("subscriptionId").asString();
    assertThat(subscriber.status(subscription)).isEqualTo("EXPIRED");
    assertThat(subscriber.captures(subscription)).isZero();
  }

  @Test
  void findsOutWhatBecameOfAFirstChargeWithoutAnswer() {
    subscriber.failCharges(price, 1, "\"apply_then_reset\"");

    Client.Reply reply = subscriber.subscribe(subscriber.plan(price, 0), subscriber.card());

    assertThat(reply.status()).isEqualTo(202);
    assertThat(reply.data("status")).isEqualTo("CREATED");
    String subscription = reply.data("subscriptionId");
    assertThat(subscriber.change(subscription, "pause", "{}").code())
        .as("nothing changes while a charge is not settled")
        .isEqualTo("PAY_003");
    subscriber.poke(subscription);
    awaitStatus(subscription, "ACTIVE");
    assertThat(subscriber.captures(subscription)).isEqualTo(1);
  }

  @Test
  void asksAgainUnderANewKeyOnceTheProviderHasNoRecord() {
    subscriber.failCharges(price, 1, "{\"error\":{\"http\":500,\"code\":\"COMMON_ERROR\"}}");

    String subscription =
        subscriber.subscribe(subscriber.plan(price, 0), subscriber.card()).data("subscriptionId");
    subscriber.poke(subscription);

    awaitStatus(subscription, "ACTIVE");
    assertThat(subscriber.captures(subscription)).isEqualTo(1);
  }

  /** The decline may be of a second request, while the first one took the money. */
  @Test
  void aDeclineOfARepeatIsNotBelievedWhileTheRecordCannotBeRead() {
    String failure = "{\"error\":{\"http\":500,\"code\":\"COMMON_ERROR\"}}";
    subscriber.failCharges(price, 1, failure);
    String subscription =
        subscriber.subscribe(subscriber.plan(price, 0), subscriber.card()).data("subscriptionId");
    subscriber.failLookups(subscription, "{\"delay\":{\"ms\":0}}");
    subscriber.failLookups(subscription, failure);
    subscriber.failCharges(price, 1, DECLINE);

    subscriber.poke(subscription);
    await().atMost(PATIENCE).until(() -> !subscriber.status(subscription).equals("CREATED"));

    assertThat(subscriber.status(subscription)).isEqualTo("ACTIVE");
    assertThat(subscriber.captures(subscription)).isEqualTo(1);
  }

  @Test
  void renewsWhenItIsDueAndCatchesUpOneCycleAtATime() {
    String subscription = subscriber.active(price);

    subscriber.pass(subscription, "95 days");

    await()
        .atMost(PATIENCE)
        .until(() ->
            subscriber
                    .rows()
                    .count(
                        """
                        SELECT count(*) FROM subscriptions
                        WHERE status = 'ACTIVE' AND next_billing_at > now() AND id = '%s'
                        """
                            .formatted(subscription))
                == 1);
    long paid = subscriber.invoices(subscription, "PAID");
    assertThat(paid).as("95 days, and a short period up to the anchor day").isBetween(4L, 5L);
    assertThat(subscriber.captures(subscription)).isEqualTo((int) paid);
    assertThat(
            subscriber
                .rows()
                .count(
                    """
                    SELECT count(*) FROM subscription_invoices a JOIN subscription_invoices b
                      ON a.period_end = b.period_start AND a.subscription_id = b.subscription_id
                    WHERE a.subscription_id = '%s'
                    """
                        .formatted(subscription)))
        .as("each period begins where the one before ended")
        .isEqualTo(paid - 1);
  }

  @Test
  void dunsADeclinedRenewalUntilItIsPaid() {
    String subscription = subscriber.active(price);
    subscriber.failCharges(price, 2, DECLINE);

    subscriber.passUntilDue(subscription);
    awaitStatus(subscription, "PAST_DUE");
    assertThat(subscriber.find(subscription).path("retryCount").asInt()).isEqualTo(1);
    subscriber.passUntilDue(subscription);
    await()
        .atMost(PATIENCE)
        .until(() -> subscriber.find(subscription).path("retryCount").asInt() == 2);
    subscriber.passUntilDue(subscription);

    awaitStatus(subscription, "ACTIVE");
    assertThat(subscriber.captures(subscription)).isEqualTo(2);
    assertThat(subscriber.find(subscription).path("retryCount").asInt()).isZero();
    assertThat(subscriber.events(subscription))
        .endsWith("subscription.payment_failed,subscription.payment_failed,subscription.renewed");
  }

  @Test
  void expiresWhenDunningIsOver() {
    String subscription = subscriber.active(price);
    subscriber.failCharges(price, 5, DECLINE);

    subscriber.passUntilDue(subscription);
    for (int tries = 1; tries <= 4; tries++) {
      int done = tries;
      await()
          .atMost(PATIENCE)
          .until(() -> subscriber.find(subscription).path("retryCount").asInt() == done);
      subscriber.passUntilDue(subscription);
    }

    awaitStatus(subscription, "EXPIRED");
    assertThat(subscriber.captures(subscription)).isEqualTo(1);
    assertThat(subscriber.invoices(subscription, "UNCOLLECTIBLE")).isEqualTo(1);
    assertThat(subscriber.events(subscription)).endsWith("subscription.expired");
  }

  @Test
  void aTrialIsFreeUntilItEnds() {
    Client.Reply reply = subscriber.subscribe(subscriber.plan(price, 14), subscriber.card());
    String subscription = reply.data("subscriptionId");
    assertThat(reply.status()).isEqualTo(201);
    assertThat(reply.data("status")).isEqualTo("TRIAL");
    assertThat(subscriber.captures(subscription)).isZero();

    subscriber.pass(subscription, "12 days");
    await()
        .atMost(PATIENCE)
        .until(() -> subscriber.events(subscription).endsWith("subscription.expiring"));
    assertThat(subscriber.status(subscription)).isEqualTo("TRIAL");
    subscriber.pass(subscription, "3 days");

    awaitStatus(subscription, "ACTIVE");
    assertThat(subscriber.captures(subscription)).isEqualTo(1);
  }

  @Test
  void aTrialWithoutACardEnds() {
    String subscription =
        subscriber.subscribe(subscriber.plan(price, 1), "").data("subscriptionId");

    subscriber.pass(subscription, "2 days");

    awaitStatus(subscription, "EXPIRED");
  }

  @Test
  void isNotChargedWhileItIsPaused() {
    String subscription = subscriber.active(price);
    assertThat(subscriber.change(subscription, "pause", "{}").data("status")).isEqualTo("PAUSED");
    assertThat(subscriber.change(subscription, "pause", "{}").code()).isEqualTo("SUB_003");
    subscriber.pass(subscription, "60 days");

    Client.Reply resumed = subscriber.change(subscription, "resume", "{}");

    assertThat(resumed.data("status")).isEqualTo("ACTIVE");
    assertThat(subscriber.captures(subscription)).isEqualTo(1);
    assertThat(subscriber.events(subscription))
        .endsWith("subscription.paused,subscription.resumed");
  }

  @Test
  void endsWithThePeriodThatIsPaid() {
    String subscription = subscriber.active(price);
    String body = "{\"mode\":\"PERIOD_END\"}";

    Client.Reply reply = subscriber.change(subscription, "cancel", body);
    assertThat(reply.data("status")).isEqualTo("ACTIVE");
    assertThat(reply.data().path("cancelAtPeriodEnd").asBoolean()).isTrue();
    subscriber.passUntilDue(subscription);

    awaitStatus(subscription, "CANCELLED");
    assertThat(subscriber.captures(subscription)).isEqualTo(1);
    assertThat(subscriber.change(subscription, "cancel", body).status()).isEqualTo(200);
    assertThat(subscriber.change(subscription, "resume", "{}").code()).isEqualTo("SUB_003");
  }

  @Test
  void givesTheUnusedTimeBackWhenItEndsAtOnce() {
    String subscription = subscriber.active(price);
    subscriber.pass(subscription, "10 days");

    Client.Reply reply =
        subscriber.change(
            subscription, "cancel", "{\"mode\":\"IMMEDIATE\",\"refundPolicy\":\"PRORATED\"}");

    assertThat(reply.data("status")).as(reply.body()).isEqualTo("CANCELLED");
    String refunded =
        """
        SELECT COALESCE(sum(r.amount), 0)::bigint FROM refunds r
        JOIN subscription_invoices i ON i.payment_id = r.payment_id
        WHERE i.subscription_id = '%s' AND r.initiator = 'SUBSCRIPTION' AND r.status = 'COMPLETED'
        """
            .formatted(subscription);
    await().atMost(PATIENCE).until(() -> subscriber.rows().count(refunded) > 0);
    assertThat(subscriber.rows().count(refunded))
        .as("twenty days of about thirty")
        .isBetween(price * 18L / 30, price * 22L / 30);
  }

  @Test
  void chargesTheOtherPlanFromTheNextPeriodOn() {
    String subscription = subscriber.active(price);
    String other = subscriber.plan(price + 50_000, 0);

    Client.Reply reply =
        subscriber.change(subscription, "plan", "{\"planId\":\"%s\"}".formatted(other));
    assertThat(reply.data("pendingPlanId")).isEqualTo(other);
    assertThat(reply.data("planId")).isNotEqualTo(other);
    subscriber.passUntilDue(subscription);

    await()
        .atMost(PATIENCE)
        .until(() -> subscriber.find(subscription).path("planId").asString(), other::equals);
    assertThat(
            subscriber
                .rows()
                .count(
                    """
                    SELECT amount::bigint FROM subscription_invoices
                    WHERE subscription_id = '%s' ORDER BY period_start DESC LIMIT 1
                    """
                        .formatted(subscription)))
        .isEqualTo(price + 50_000);
    assertThat(subscriber.change(subscription, "plan", "{\"planId\":\"GONE\"}").code())
        .isEqualTo("SUB_005");
  }

  @Test
  void aBillThatNobodyWillPayEndsWithItsSubscription() {
    String subscription = subscriber.active(price);
    subscriber.failCharges(price, 1, DECLINE);
    subscriber.passUntilDue(subscription);
    awaitStatus(subscription, "PAST_DUE");
    assertThat(subscriber.invoices(subscription, "OPEN")).isEqualTo(1);

    Client.Reply cancelled = subscriber.change(subscription, "cancel", "{\"mode\":\"IMMEDIATE\"}");

    assertThat(cancelled.data("status")).as(cancelled.body()).isEqualTo("CANCELLED");
    assertThat(subscriber.invoices(subscription, "VOID")).isEqualTo(1);
    assertThat(
            subscriber
                .rows()
                .value(
                    """
                    SELECT s.status FROM saga_instances s JOIN subscription_invoices i
                      ON s.correlation_id = 'invoice:' || i.id
                    WHERE i.status = 'VOID' AND i.subscription_id = '%s'
                    """
                        .formatted(subscription)))
        .isEqualTo("COMPENSATED");
  }

  @Test
  void aBillThatNoCardIsLeftForIsUncollectibleInTheEnd() {
    String subscription = subscriber.active(price);
    String card = subscriber.find(subscription).path("billingKeyId").asString();
    subscriber.failCharges(price, 1, DECLINE);
    subscriber.passUntilDue(subscription);
    awaitStatus(subscription, "PAST_DUE");
    subscriber.client().send("DELETE", "/api/v1/billing-keys/" + card, "");
    for (int tries = 2; tries <= 5; tries++) {
      subscriber.passUntilDue(subscription);
      int done = tries;
      await()
          .atMost(PATIENCE)
          .until(
              () -> done == 5 || subscriber.find(subscription).path("retryCount").asInt() == done);
    }

    awaitStatus(subscription, "EXPIRED");
    assertThat(subscriber.invoices(subscription, "UNCOLLECTIBLE")).isEqualTo(1);
  }

  @Test
  void listsTheSubscriptionsOfAUserPageByPage() {
    String card = subscriber.card();
    subscriber.subscribe(subscriber.plan(price, 0), card);
    subscriber.subscribe(subscriber.plan(price, 0), card);
    String path = "/api/v1/subscriptions?userId=" + subscriber.user() + "&limit=1";

    Client.Reply first = subscriber.client().get(path);
    String cursor = first.json().path("metadata").path("nextCursor").asString("");
    Client.Reply second = subscriber.client().get(path + "&cursor=" + cursor);

    assertThat(first.data()).hasSize(1);
    assertThat(second.data()).hasSize(1);
    assertThat(second.data().findValuesAsString("subscriptionId"))
        .doesNotContainAnyElementsOf(first.data().findValuesAsString("subscriptionId"));
    assertThat(second.json().path("metadata").has("nextCursor")).isFalse();
  }

  @Test
  void aNewCardTakesThePlaceOfTheOldOne() {
    String subscription = subscriber.active(price);
    String card = subscriber.card();

    assertThat(subscriber.find(subscription).path("billingKeyId").asString()).isEqualTo(card);
    subscriber.passUntilDue(subscription);
    await()
        .atMost(PATIENCE)
        .until(() -> subscriber.invoices(subscription, "PAID"), paid -> paid == 2);
  }

  @Test
  void aRevokedCardIsNotChargedAnyMore() {
    String subscription = subscriber.active(price);
    String card = subscriber.find(subscription).path("billingKeyId").asString();
    Client stranger = subscriber.client().with("X-Tenant-Id", "moalog");

    assertThat(stranger.send("DELETE", "/api/v1/billing-keys/" + card, "").status()).isEqualTo(403);
    assertThat(subscriber.client().send("DELETE", "/api/v1/billing-keys/" + card, "").status())
        .isEqualTo(204);
    assertThat(subscriber.client().send("DELETE", "/api/v1/billing-keys/" + card, "").status())
        .as("repeatable")
        .isEqualTo(204);
    subscriber.passUntilDue(subscription);

    awaitStatus(subscription, "PAST_DUE");
    assertThat(subscriber.captures(subscription)).isEqualTo(1);
  }

  @Test
  void keepsTheProvidersNameOfTheCardToItself() {
    String authKey = UUID.randomUUID().toString();
    String body =
        "{\"userId\":\"%s\",\"authKey\":\"%s\",\"customerKey\":\"k\"}"
            .formatted(subscriber.user(), authKey);

    Client.Reply first = subscriber.client().keyed().post("/api/v1/billing-keys", body);
    Client.Reply again = subscriber.client().keyed().post("/api/v1/billing-keys", body);

    assertThat(first.data().propertyNames())
        .containsExactlyInAnyOrder("billingKeyId", "cardCompany", "maskedNumber");
    assertThat(again.data("billingKeyId"))
        .as("the same approval brings the same card")
        .isEqualTo(first.data("billingKeyId"));
    assertThat(
            subscriber
                .rows()
                .count(
                    "SELECT count(*) FROM billing_keys WHERE octet_length(billing_key_enc) > 28"
                        + " AND id = '"
                        + first.data("billingKeyId")
                        + "'"))
        .isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"mode\":\"LATER\"}",
        "{\"mode\":\"PERIOD_END\",\"refundPolicy\":\"PRORATED\"}",
        "{\"mode\":\"IMMEDIATE\",\"refundPolicy\":\"ALL\"}"
      })
  void refusesAnUnclearEnd(String body) {
    assertThat(subscriber.change(UUID.randomUUID().toString(), "cancel", body).code())
        .isEqualTo("VAL_001");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"amount\":0",
        "\"amount\":-1",
        "\"amount\":9900.5",
        "\"amount\":1e20",
        "\"currency\":\"BTC\"",
        "\"interval\":\"WEEK\"",
        "\"intervalCount\":0",
        "\"intervalCount\":37",
        "\"trialDays\":-1",
        "\"trialDays\":366"
      })
  void refusesAPlanThatCannotBeBilled(String fault) {
    String body =
        "{\"name\":\"n\",\"amount\":1,\"currency\":\"KRW\",\"interval\":\"MONTH\",%s}"
            .formatted("\"x\":1");
    String name = fault.substring(0, fault.indexOf(':'));
    String faulty = body.replaceAll(name + ":[^,}]+,?", "").replace("\"x\":1", fault);

    Client.Reply reply =
        subscriber
            .client()
            .with("X-Admin-Token", Subscriber.ADMIN)
            .put("/api/v1/subscription-plans/FAULTY", faulty);

    assertThat(reply.code()).as(faulty).isEqualTo("VAL_001");
  }

  @Test
  void plansAreMadeByOperatorsAlone() {
    String plan = subscriber.plan(price, 0);

    assertThat(subscriber.putPlan(plan, price + 1, 0).status()).isEqualTo(200);
    assertThat(subscriber.putPlan("lower", price, 0).code()).isEqualTo("VAL_001");
    assertThat(subscriber.client().put("/api/v1/subscription-plans/" + plan, "{}").code())
        .isEqualTo("ATH_001");
    assertThat(
            subscriber
                .client()
                .get("/api/v1/subscription-plans")
                .data()
                .findValuesAsString("planId"))
        .contains(plan);
  }
}
