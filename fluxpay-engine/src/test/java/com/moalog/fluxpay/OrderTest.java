package com.moalog.fluxpay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
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

  @Test
  void listsTheOrdersOfAUserPageByPage() {
    String user = "user-" + UUID.randomUUID();
    for (int orders = 0; orders < 3; orders++) {
      client.keyed().post("/api/v1/orders", Shop.orderBody(user));
    }
    String path = "/api/v1/orders?userId=" + user + "&limit=2";

    Client.Reply first = client.get(path);
    String cursor = first.json().path("metadata").path("nextCursor").asString("");
    Client.Reply second = client.get(path + "&cursor=" + cursor);

    assertThat(first.data()).hasSize(2);
    assertThat(second.data()).hasSize(1);
    assertThat(second.json().path("metadata").has("nextCursor")).isFalse();
    List<String> seen = new ArrayList<>(first.data().findValuesAsString("orderId"));
    seen.addAll(second.data().findValuesAsString("orderId"));
    assertThat(client.get("/api/v1/orders?userId=" + user).data().findValuesAsString("orderId"))
        .isEqualTo(seen);
    assertThat(client.get(path + "0000").code()).isEqualTo("VAL_001");
  }

  @Test
  void listsOrdersOfOneMomentWithoutGapsOrRepeats() {
    String user = "user-" + UUID.randomUUID();
    for (int orders = 0; orders < 5; orders++) {
      client.keyed().post("/api/v1/orders", Shop.orderBody(user));
    }
    new Rows(TestEngine.shared().database())
        .update(
            "UPDATE orders SET created_at = '2026-03-01T00:00:00.123456Z' WHERE user_id = '%s'"
                .formatted(user));
    String path = "/api/v1/orders?userId=" + user;
    List<String> seen = new ArrayList<>();
    String cursor = "";
    do {
      Client.Reply page = client.get(path + "&limit=2" + cursor);
      seen.addAll(page.data().findValuesAsString("orderId"));
      String next = page.json().path("metadata").path("nextCursor").asString("");
      cursor = next.isEmpty() ? "" : "&cursor=" + next;
    } while (!cursor.isEmpty() && seen.size() <= 5);

    assertThat(seen).hasSize(5).doesNotHaveDuplicates();
    assertThat(client.get(path).data().findValuesAsString("orderId")).isEqualTo(seen);
  }
}
