package com.moalog.fluxpay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ConfirmationTest {

  private final Shop shop = new Shop(TestEngine.shared());

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
}
