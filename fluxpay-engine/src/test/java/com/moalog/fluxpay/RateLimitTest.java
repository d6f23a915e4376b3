package com.moalog.fluxpay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RateLimitTest {

  /** As many as two minutes allow, and one more, so that one is refused whenever a minute ends. */
  private static final int TRIES = 7;

  private static final int ADMIN_TRIES = 101;

  /** This machine, too. */
  private static final String NEIGHBOUR = "127.0.0.2";

  @Test
  void refusesMoreThanATenantMayDoForOneUserInAMinute() {
    try (TestEngine engine = TestEngine.start(Map.of("FLUXPAY_RATE_LIMIT_ENABLED", "true"))) {
      new Rows(engine.database())
          .update("UPDATE tenants SET rate_limit = 3 WHERE tenant_id = 'service-a'");
      Client client = Client.of(engine.address());
      List<Client.Reply> replies = new ArrayList<>();
      for (int i = 0; i < TRIES; i++) {
        replies.add(client.keyed().post("/api/v1/orders", Shop.orderBody("eager")));
      }

      Client.Reply refused =
          replies.stream().filter(reply -> reply.status() == 429).findFirst().orElseThrow();

      assertThat(replies.getFirst().status()).isEqualTo(201);
      assertThat(replies.getFirst().header("X-RateLimit-Remaining")).isEqualTo("2");
      assertThat(refused.code()).isEqualTo("SYS_004");
      assertThat(refused.header("X-RateLimit-Limit")).isEqualTo("3");
      assertThat(refused.header("X-RateLimit-Remaining")).isEqualTo("0");
      assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 60);
      assertThat(refused.header("X-RateLimit-Reset")).isEqualTo(refused.header("Retry-After"));
      assertThat(client.keyed().post("/api/v1/orders", Shop.orderBody("calm")).status())
          .as("others are counted by themselves")
          .isEqualTo(201);
      Client.Reply query = client.get("/api/v1/orders?userId=eager");
      assertThat(query.status()).isEqualTo(200);
      assertThat(query.header("X-RateLimit-Limit")).isEqualTo("1000");
      assertThat(client.get("/api/v1/health").header("X-RateLimit-Limit")).isEmpty();
    }
  }

  @Test
  void countsAUserOnlyWhereTheEndpointAsksForOne() {
    try (TestEngine engine = TestEngine.start(Map.of("FLUXPAY_RATE_LIMIT_ENABLED", "true"))) {
      new Rows(engine.database())
          .update("UPDATE tenants SET rate_limit = 3 WHERE tenant_id = 'service-a'");
      Client client = Client.of(engine.address());
      List<Integer> bodies = new ArrayList<>();
      for (int i = 0; i < TRIES; i++) {
        bodies.add(client.keyed().post("/api/v1/refunds", "{\"userId\":\"u" + i + "\"}").status());
      }
      String order = "/api/v1/orders/" + UUID.randomUUID() + "?userId=";

      assertThat(bodies).contains(429);
      List<String> left = new ArrayList<>();
      for (int i = 0; i < TRIES; i++) {
        left.add(client.get(order + "u" + i).header("X-RateLimit-Remaining"));
      }
      assertThat(left).as("counted together whenever a minute ends").contains("996");
    }
  }

  @Test
  void limitsGuessesAtTheOperatorsTokenByTheirAddress() throws Exception {
    try (TestEngine engine = TestEngine.start(Map.of("FLUXPAY_RATE_LIMIT_ENABLED", "true"))) {
      Client guessing = Client.of(engine.address()).with("X-Admin-Token", "guess");
      List<Client.Reply> replies = new ArrayList<>();
      for (int i = 0; i < ADMIN_TRIES; i++) {
        replies.add(guessing.post("/api/v1/admin/reconciliations", "{\"userId\":\"" + i + "\"}"));
      }

      assertThat(replies.getFirst().code()).isEqualTo("ATH_001");
      assertThat(replies.getFirst().header("X-RateLimit-Limit")).isEqualTo("50");
      assertThat(replies).extracting(Client.Reply::code).contains("SYS_004");
      assertThat(statusFrom(NEIGHBOUR, engine))
          .as("an operator elsewhere is not kept out")
          .isEqualTo(200);
    }
  }

  private static int statusFrom(String address, TestEngine engine)
      throws IOException, InterruptedException {
    HttpRequest asked =
        HttpRequest.newBuilder(engine.address().resolve("/api/v1/admin/sagas"))
            .header("X-Tenant-Id", Client.TENANT)
            .header("X-Admin-Token", Subscriber.ADMIN)
            .build();
    try (HttpClient elsewhere =
        HttpClient.newBuilder().localAddress(InetAddress.ofLiteral(address)).build()) {
      return elsewhere.send(asked, HttpResponse.BodyHandlers.discarding()).statusCode();
    }
  }

  @Test
  void waitsForASlowDatabaseNoLongerThanItsCaller() {
    Map<String, String> variables =
        Map.of("FLUXPAY_RATE_LIMIT_ENABLED", "true", "FLUXPAY_TENANT_ENABLED", "false");
    try (TestEngine engine = TestEngine.start(variables)) {
      new Rows(engine.database())
          .update(
              """
              ALTER TABLE tenants ENABLE ROW LEVEL SECURITY;
              CREATE POLICY slow ON tenants FOR SELECT TO fluxpay_app
                USING (tenant_id <> '__default__' OR pg_sleep(4.3)::text IS NOT NULL)
              """);

      assertThat(
              Client.of(engine.address())
                  .post("/api/v1/payments/" + UUID.randomUUID() + "/cancel", "")
                  .code())
          .isEqualTo("SYS_002");
    }
  }

  @Test
  void isOffByItself() {
    Client.Reply reply = Client.of(TestEngine.shared().address()).get("/api/v1/orders?userId=u");

    assertThat(reply.header("X-RateLimit-Limit")).isEmpty();
  }
}
