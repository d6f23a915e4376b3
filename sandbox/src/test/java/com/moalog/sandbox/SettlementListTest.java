package com.moalog.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A settlement list that says something else than what happened. */
class SettlementListTest {

  private static final String EVER =
      "/v1/transactions?startDate=2000-01-01T00:00:00&endDate=2100-01-01T00:00:00";

  private SandboxServer sandbox;
  private Caller caller;

  @BeforeEach
  void start() throws Exception {
    sandbox = SandboxServer.start(SandboxSettings.forTests());
    caller = new Caller(sandbox);
    for (String order : List.of("order-1", "order-2", "order-3")) {
      caller.confirm(order, caller.session(order, 1000), order, 1000);
    }
  }

  @AfterEach
  void stop() throws Exception {
    caller.close();
    sandbox.close();
  }

  private List<String> rows(String query) {
    List<String> rows = new ArrayList<>();
    for (JsonNode row : caller.merchant("GET", EVER + query, "", Map.of()).body()) {
      rows.add(
          row.path("orderId").asString()
              + " "
              + row.path("amount")
              + " "
              + row.path("status").asString());
    }
    return rows;
  }

  private int script(String body) {
    return caller.admin("POST", "/__admin/transactions", body).status();
  }

  @Test
  void dropsDoublesAltersAndAddsRowsWithoutTouchingTheMoney() {
    assertThat(script("{\"match\":{\"orderId\":\"order-1\"},\"then\":\"drop\"}")).isEqualTo(201);
    script("{\"match\":{\"orderId\":\"order-2\"},\"then\":\"double\"}");
    script("{\"match\":{\"orderId\":\"order-3\"},\"then\":{\"amount\":7,\"status\":\"CANCELED\"}}");
    script(
        """
        {"add":{"transactionKey":"t-9","paymentKey":"p-9","orderId":"order-9","amount":-5,
          "transactionAt":"2026-01-31T00:00:00+09:00"}}
        """);

    assertThat(rows(""))
        .containsExactly(
            "order-2 1000 DONE", "order-2 1000 DONE", "order-3 7 CANCELED", "order-9 -5 DONE");
    assertThat(caller.effects().path("total").path("captures").asInt()).isEqualTo(3);
    assertThat(caller.effects().path("total").path("captured").asInt()).isEqualTo(3000);
  }

  @Test
  void tellsTheTruthAgainOnceTheScriptIsDeleted() {
    script("{\"match\":{},\"then\":\"drop\"}");
    assertThat(rows("")).isEmpty();

    caller.admin("DELETE", "/__admin/transactions", "");

    assertThat(rows("")).hasSize(3);
  }

  @Test
  void pagesThroughAddedRowsToo() {
    script(
        """
        {"add":{"transactionKey":"t-9","paymentKey":"p-9","orderId":"order-9","amount":5,
          "transactionAt":"2026-01-31T00:00:00+09:00"}}
        """);
    String third =
        caller
            .merchant("GET", EVER + "&limit=3", "", Map.of())
            .body()
            .path(2)
            .path("transactionKey")
            .asString();

    assertThat(rows("&startingAfter=" + third)).containsExactly("order-9 5 DONE");
    assertThat(rows("&startingAfter=t-9")).isEmpty();
  }

  @Test
  void refusesAScriptThatSaysNothing() {
    assertThat(script("{\"match\":{},\"then\":\"lose\"}")).isEqualTo(400);
    assertThat(script("{\"add\":{\"orderId\":\"order-1\"}}")).isEqualTo(400);
    assertThat(script("{}")).isEqualTo(400);
  }
}
