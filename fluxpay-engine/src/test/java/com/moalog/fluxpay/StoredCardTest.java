package com.moalog.fluxpay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Whose a stored card is, and what the money of a period bought. */
class StoredCardTest {

  /** No other test has failures scripted for it. */
  private static final int PRICE = 41_300;

  private final Subscriber subscriber = Subscriber.of(TestEngine.shared());

  private Client.Reply issue(String user, String authKey) {
    return subscriber
        .client()
        .keyed()
        .post(
            "/api/v1/billing-keys",
            "{\"userId\":\"%s\",\"authKey\":\"%s\",\"customerKey\":\"c-%s\"}"
                .formatted(user, authKey, subscriber.user()));
  }

  private String status(String card) {
    return subscriber.rows().value("SELECT status FROM billing_keys WHERE id = '" + card + "'");
  }

  @Test
  void nobodyTakesThePlaceOfAnotherUsersCard() {
    String card = subscriber.card();

    Client.Reply another = issue("another-user", UUID.randomUUID().toString());

    assertThat(another.code()).as(another.body()).isEqualTo("VAL_001");
    assertThat(status(card)).isEqualTo("ACTIVE");
  }

  @Test
  void aLateRepeatOfAnApprovalLeavesTheNewerCard() {
    String authKey = UUID.randomUUID().toString();
    String replaced = issue(subscriber.user(), authKey).data("billingKeyId");
    String subscription = subscriber.active(PRICE);
    String newer = subscriber.find(subscription).path("billingKeyId").asString();

    Client.Reply repeat = issue(subscriber.user(), authKey);

    assertThat(repeat.code()).as(repeat.body()).isEqualTo("SUB_007");
    assertThat(status(replaced)).isEqualTo("REVOKED");
    assertThat(status(newer)).isEqualTo("ACTIVE");
    assertThat(subscriber.find(subscription).path("billingKeyId").asString()).isEqualTo(newer);
  }

  @Test
  void takesBackTheCreditThatTheUnusedTimeBought() {
    String subscription = subscriber.active(PRICE);
    String payment = subscriber.payment(subscription);
    Client.Reply charge =
        subscriber
            .client()
            .keyed()
            .post(
                "/api/v1/credits/charge",
                """
                {"userId":"%s","amount":%d,"currency":"KRW","source":"PAYMENT","paymentId":"%s"}
                """
                    .formatted(subscriber.user(), PRICE, payment));
    assertThat(charge.status()).as(charge.body()).isEqualTo(201);

    Client.Reply reply =
        subscriber.change(
            subscription, "cancel", "{\"mode\":\"IMMEDIATE\",\"refundPolicy\":\"PRORATED\"}");

    assertThat(reply.data("status")).as(reply.body()).isEqualTo("CANCELLED");
    assertThat(
            subscriber
                .rows()
                .count(
                    """
                    SELECT (c.balance + r.amount)::bigint FROM credits c, refunds r
                    WHERE r.initiator = 'SUBSCRIPTION' AND r.payment_id = '%s'
                      AND c.user_id = '%s'
                    """
                        .formatted(payment, subscriber.user())))
        .as("what goes back as money is no longer there as credit")
        .isEqualTo(PRICE);
  }
}
