package com.moalog.fluxpay;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OrderTest {

  private final Shop shop = new Shop(TestEngine.shared());
  private final Client client = shop.client();

  @Test
  void answersWhatTheGatewayReads() {
    Client.Reply reply = client.keyed().post("/api/v1/orders", Shop.orderBody("user-7"));

    assertThat(reply.status()).isEqualTo(201);
    assertThat(reply.json().path("success").asBoolean()).isTrue();
    assertThat(reply.data("id")).isEqualTo(reply.data("orderId")).hasSize(36);
    assertThat(reply.data("status")).isEqualTo("PENDING");
    assertThat(reply.data().path("totalAmount").toString()).isEqualTo("9900");
    assertThat(reply.data().path("metadata").toString()).isEqualTo("{}");
    assertThat(client.get("/api/v1/orders/" + reply.data("id")).data()).isEqualTo(reply.data());
  }
}
