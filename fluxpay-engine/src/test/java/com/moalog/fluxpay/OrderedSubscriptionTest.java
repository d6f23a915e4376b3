package com.moalog.fluxpay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Subscriptions that begin because an order was paid. */
class OrderedSubscriptionTest {

  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private final TestEngine engine = TestEngine.shared();
  private final Subscriber subscriber = Subscriber.of(engine);
  private final Shop shop = new Shop(engine, Subscriber.TENANT);

  private final Rows rows = new Rows(engine.database());

  private String body(String fulfilment, String metadata) {
    return """
    {"userId":"%s","currency":"KRW","fulfilment":"%s","metadata":%s,"paymentMethod":"CARD",
     "lineItems":[{"productId":"p","productName":"P","quantity":1,"unitPrice":%d}]}
    """
        .formatted(subscriber.user(), fulfilment, metadata, Shop.PRICE);
  }

  private Client.Reply placed(String metadata) {
    return shop.client().keyed().post("/api/v1/orders", body("SUBSCRIPTION_ACTIVATE", metadata));
  }

  private static String naming(String plan) {
    return "{\"planId\":\"%s\"}".formatted(plan);
  }

  private static String naming(String plan, String card) {
    return "{\"planId\":\"%s\",\"billingKeyId\":\"%s\"}".formatted(plan, card);
  }

  private String order(String plan) {
    Client.Reply reply = placed(naming(plan, subscriber.card()));
    assertThat(reply.status()).as(reply.body()).isEqualTo(201);
    return reply.data("orderId");
  }

  private JsonNode subscriptions() {
    return shop.client().get("/api/v1/subscriptions?userId=" + subscriber.user()).data();
  }

  private void awaitOrder(String order, String status) {
    await().atMost(PATIENCE).until(() -> shop.orderStatus(order), status::equals);
  }

  @Test
  void aPaidOrderBeginsTheSubscriptionAndIsComplete() {
    String plan = subscriber.plan(Shop.PRICE, 0);
    String order = order(plan);

    String payment = shop.captured(order);

    awaitOrder(order, "COMPLETED");
    assertThat(subscriptions()).hasSize(1);
    JsonNode begun = subscriptions().path(0);
    assertThat(begun.path("status").asString()).isEqualTo("ACTIVE");
    assertThat(begun.path("planId").asString()).isEqualTo(plan);
    String id = begun.path("subscriptionId").asString("");
    assertThat(subscriber.invoices(id, "PAID")).isEqualTo(1);
    assertThat(
            rows.value(
                "SELECT payload::jsonb -> 'data' ->> 'paymentId' FROM outbox_events"
                    + " WHERE event_type = 'subscription.activated' AND aggregate_id = '%s'"
                        .formatted(id)))
        .isEqualTo(payment);
    subscriber.passUntilDue(id);
    await().atMost(PATIENCE).until(() -> subscriber.invoices(id, "PAID") == 2);
  }

  @Test
  void aCardThatTookThePlaceOfTheOrderedOneIsCharged() {
    String order = order(subscriber.plan(Shop.PRICE, 0));
    String replacement = subscriber.card();

    shop.captured(order);

    awaitOrder(order, "COMPLETED");
    JsonNode begun = subscriptions().path(0);
    assertThat(begun.path("cancelAtPeriodEnd").asBoolean()).isFalse();
    String id = begun.path("subscriptionId").asString();
    assertThat(rows.value("SELECT billing_key_id FROM subscriptions WHERE id = '" + id + "'"))
        .isEqualTo(replacement);
  }

  @Test
  void theMoneyOfWhatCannotBeginGoesBack() {
    String plan = subscriber.plan(Shop.PRICE, 0);
    String order = order(plan);
    assertThat(subscriber.putPlan(plan, Shop.PRICE - 1, 0).status()).isEqualTo(200);

    shop.captured(order);

    awaitOrder(order, "FAILED");
    assertThat(shop.returned(order)).isEqualTo(Shop.PRICE);
    assertThat(subscriptions()).isEmpty();
  }

  @Test
  void whoPaidOnceWithoutACardIsNeverDunned() {
    String order = placed(naming(subscriber.plan(Shop.PRICE, 0))).data("orderId");

    shop.captured(order);

    awaitOrder(order, "COMPLETED");
    JsonNode begun = subscriptions().path(0);
    assertThat(begun.path("status").asString()).isEqualTo("ACTIVE");
    assertThat(begun.path("cancelAtPeriodEnd").asBoolean()).isTrue();
    String id = begun.path("subscriptionId").asString();
    subscriber.passUntilDue(id);
    await().atMost(PATIENCE).until(() -> subscriber.status(id), "CANCELLED"::equals);
    assertThat(subscriber.events(id)).doesNotContain("payment_failed");
  }

  private void assertRefused(String code, String metadata) {
    assertThat(placed(metadata).code()).isEqualTo(code);
    Client.Reply checkout =
        shop.client()
            .keyed()
            .post("/api/v1/payments/checkout", body("SUBSCRIPTION_ACTIVATE", metadata));
    assertThat(checkout.code()).isEqualTo(code);
  }

  @Test
  void refusesAnOrderThatWouldBePaidInVain() {
    String plan = subscriber.plan(Shop.PRICE, 0);

    assertRefused("SUB_005", naming("NO_SUCH_PLAN"));
    assertRefused("PAY_002", naming(subscriber.plan(Shop.PRICE - 1, 0)));
    assertRefused("SUB_007", naming(plan, Subscriber.of(engine).card()));
    assertRefused("SUB_007", naming(plan, "none"));
    assertThat(subscriber.subscribe(plan, subscriber.card()).status()).isEqualTo(201);
    assertRefused("SUB_002", naming(plan));
    assertThat(
            rows.count(
                "SELECT count(*) FROM orders WHERE fulfilment = 'SUBSCRIPTION_ACTIVATE'"
                    + " AND user_id = '%s'".formatted(subscriber.user())))
        .isZero();
  }

  @Test
  void refusesAnOrderForWhatTheTenantDoesNotHave() {
    Client other = shop.client().with("X-Tenant-Id", "moalog").keyed();

    assertThat(other.post("/api/v1/orders", body("SUBSCRIPTION_ACTIVATE", naming("P"))).code())
        .isEqualTo("SUB_006");
    assertThat(other.post("/api/v1/orders", body("CREDIT_CHARGE", "{}")).code())
        .isEqualTo("CRD_005");
  }

  /** What an engine leaves behind that does not know that it has to serve such an order. */
  private void leaveUnserved(String order) {
    rows.update(
        """
        UPDATE orders SET fulfilment = 'SUBSCRIPTION_ACTIVATE',
          paid_at = paid_at - interval '1 hour'
        WHERE id = '%s' AND status = 'PAID'
        """
            .formatted(order));
  }

  private void awaitServed(String order) {
    await()
        .atMost(PATIENCE)
        .until(() -> {
          rows.update("UPDATE scheduled_tasks SET run_at = now() WHERE kind = 'ORDER_SERVE'");
          engine.runTasks();
          return shop.orderStatus(order).equals("COMPLETED");
        });
    assertThat(subscriptions()).hasSize(1);
  }

  @Test
  void aPaidOrderThatNoSagaServedIsServedLater() {
    String metadata = naming(subscriber.plan(Shop.PRICE, 0));
    String order =
        shop.client().keyed().post("/api/v1/orders", body("EXTERNAL", metadata)).data("orderId");
    shop.captured(order);

    leaveUnserved(order);

    awaitServed(order);
  }

  @Test
  void aPaidOrderWhoseSagaEndedWithoutServingItIsServedLater() {
    String metadata = naming(subscriber.plan(Shop.PRICE, 0));
    Client.Reply begun =
        shop.client().keyed().post("/api/v1/payments/checkout", body("EXTERNAL", metadata));
    String order = begun.data().path("order").path("orderId").asString();
    String payment = begun.data().path("payment").path("paymentId").asString();
    shop.approve(payment, shop.session(order));
    assertThat(shop.confirm(payment).data("status")).isEqualTo("CONFIRMED");
    String ended =
        "SELECT count(*) FROM saga_instances WHERE status = 'COMPLETED' AND saga_id = '%s'"
            .formatted(begun.data("sagaId"));
    await().atMost(PATIENCE).until(() -> rows.count(ended) == 1);

    leaveUnserved(order);

    awaitServed(order);
  }

  private static String migration(String name) throws IOException {
    try (InputStream file =
        OrderedSubscriptionTest.class.getResourceAsStream("/db/migration/" + name)) {
      return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void whatWasOrderedBeforeOrdersNamedTheirPlanIsServedByWhoeverSoldIt() throws IOException {
    String old =
        shop.client().keyed().post("/api/v1/orders", body("EXTERNAL", "{}")).data("orderId");
    String present = order(subscriber.plan(Shop.PRICE, 0));
    rows.update(
        "UPDATE orders SET fulfilment = 'SUBSCRIPTION_ACTIVATE' WHERE id = '%s'".formatted(old));

    rows.update(migration("V84__orders_that_name_no_plan.sql"));

    shop.captured(old);
    assertThat(shop.client().post("/api/v1/orders/" + old + "/complete", "").data("status"))
        .isEqualTo("COMPLETED");
    shop.captured(present);
    awaitOrder(present, "COMPLETED");
    assertThat(subscriptions()).hasSize(1);
  }

  @Test
  void whatWasOrderedBeforeOrdersActivatedAnythingIsLeftToWhoeverSoldIt() throws IOException {
    String old = order(subscriber.plan(Shop.PRICE, 0));
    rows.update(
        """
        UPDATE orders SET created_at = (SELECT installed_on FROM flyway_schema_history
          WHERE version = '83') - interval '1 hour' WHERE id = '%s'
        """
            .formatted(old));

    rows.update(migration("V92__orders_from_before.sql"));

    shop.captured(old);
    assertThat(shop.client().post("/api/v1/orders/" + old + "/complete", "").data("status"))
        .isEqualTo("COMPLETED");
    assertThat(subscriptions()).isEmpty();
  }

  @Test
  void whatIsSettledHasItsSagaBeginAnewWithoutItsFaults() {
    String payment = shop.approved(order(subscriber.plan(Shop.PRICE, 0)));

    // The change is undone at the end, so that nobody runs the task meanwhile.
    assertThatThrownBy(() ->
            rows.update(
                """
                DO $$
                BEGIN
                  INSERT INTO scheduled_tasks (tenant_id, kind, ref_id, run_at, attempts, faults)
                  VALUES ('%1$s', 'SAGA_RESUME', '%2$s', now() + interval '1 hour', 7, 7);
                  UPDATE payments SET status = 'CONFIRMED', confirmed_at = now() WHERE id = '%2$s';
                  RAISE EXCEPTION 'it has %% faults', (SELECT faults FROM scheduled_tasks
                    WHERE kind = 'SAGA_RESUME' AND ref_id = '%2$s');
                END
                $$
                """
                    .formatted(Subscriber.TENANT, payment)))
        .rootCause()
        .hasMessageContaining("it has 0 faults");
  }

  @Test
  void refusesAnOrderThatNamesNoPlan() {
    Client.Reply reply = placed("{}");

    assertThat(reply.code()).isEqualTo("VAL_001");
    assertThat(reply.body()).contains("metadata.planId");
  }
}
