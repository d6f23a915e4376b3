package com.moalog.fluxpay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A user has one subscription to a plan, also when plans are changed. */
class PlanChangeTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final AtomicInteger PRICE = new AtomicInteger(220_000);

  private final Subscriber subscriber = Subscriber.of(TestEngine.shared());
  private final int price = PRICE.incrementAndGet();

  @Test
  void aPlanThatTheUserHasOrWillHaveIsNotTakenTwice() {
    String card = subscriber.card();
    String held = subscriber.plan(price + 10_000, 0);
    String wanted = subscriber.plan(price + 20_000, 0);
    String first = subscriber.subscribe(subscriber.plan(price, 0), card).data("subscriptionId");
    String second = subscriber.subscribe(held, card).data("subscriptionId");

    assertThat(switched(first, held).code()).isEqualTo("SUB_002");
    assertThat(switched(first, wanted).status()).isEqualTo(200);
    assertThat(switched(first, wanted).status()).as("again").isEqualTo(200);
    assertThat(switched(second, wanted).code()).isEqualTo("SUB_002");
    assertThat(switched(second, held).status()).as("its own").isEqualTo(200);
    assertThat(subscriber.subscribe(wanted, card).code()).isEqualTo("SUB_002");
  }

  private Client.Reply switched(String subscription, String plan) {
    return subscriber.change(subscription, "plan", "{\"planId\":\"%s\"}".formatted(plan));
  }

  @Test
  void aChangeToAPlanThatTheUserGotMeanwhileIsNotCharged() {
    String card = subscriber.card();
    String held = subscriber.plan(price + 10_000, 0);
    String own = subscriber.plan(price, 0);
    String subscription = subscriber.subscribe(own, card).data("subscriptionId");
    assertThat(subscriber.subscribe(held, card).status()).isEqualTo(201);
    subscriber
        .rows()
        .update(
            "UPDATE subscriptions SET pending_plan_id = '%s' WHERE id = '%s'"
                .formatted(held, subscription));

    subscriber.passUntilDue(subscription);

    await()
        .atMost(PATIENCE)
        .until(() -> subscriber.invoices(subscription, "PAID"), paid -> paid == 2);
    assertThat(subscriber.find(subscription).path("planId").asString()).isEqualTo(own);
    assertThat(subscriber.captures(subscription)).isEqualTo(2);
  }
}
