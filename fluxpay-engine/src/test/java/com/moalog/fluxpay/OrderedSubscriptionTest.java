package com.moalog.fluxpay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Subscriptions that begin because an order was paid. */
class OrderedSubscriptionTest {

  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private final TestEngine engine = TestEngine.shared();
  private final Subscriber subscriber = Subscriber.of(engine);
  private final Shop shop = new Shop(engine, Subscriber.TENANT);

  private Client.Reply placed(String metadata) {
    return shop.client()
        .keyed()
        .post(
            "/api/v1/orders",
            """
            {"userId":"%s","currency":"KRW","fulfilment":"SUBSCRIPTION_ACTIVATE","metadata":%s,
             "lineItems":[{"productId":"p","productName":"P","quantity":1,"unitPrice":%d}]}
            """
                .formatted(subscriber.user(), metadata, Shop.PRICE));
  }

  private String order(String plan) {
    Client.Reply reply =
        placed("{\"planId\":\"%s\",\"billingKeyId\":\"%s\"}".formatted(plan, subscriber.card()));
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
    String id = begun.path("subscriptionId").asString(begun.path("id").asString(""));
    assertThat(subscriber.invoices(id, "PAID")).isEqualTo(1);
    assertThat(
            new Rows(engine.database())
                .value(
                    "SELECT payload::jsonb -> 'data' ->> 'paymentId' FROM outbox_events"
                        + " WHERE event_type = 'subscription.activated' AND aggregate_id = '%s'"
                            .formatted(id)))
        .isEqualTo(payment);
    subscriber.passUntilDue(id);
    await().atMost(PATIENCE).until(() -> subscriber.invoices(id, "PAID") == 2);
  }

  @Test
  void theMoneyOfWhatCannotBeginGoesBack() {
    String order = order(subscriber.plan(Shop.PRICE - 1, 0));

    shop.captured(order);

    awaitOrder(order, "FAILED");
    assertThat(shop.returned(order)).isEqualTo(Shop.PRICE);
    assertThat(subscriptions()).isEmpty();
  }

  @Test
  void refusesAnOrderThatNamesNoPlan() {
    Client.Reply reply = placed("{}");

    assertThat(reply.code()).isEqualTo("VAL_001");
    assertThat(reply.body()).contains("metadata.planId");
  }
}
