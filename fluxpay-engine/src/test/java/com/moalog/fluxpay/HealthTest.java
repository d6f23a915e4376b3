package com.moalog.fluxpay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.moalog.local.servers.KafkaServer;
import com.moalog.local.servers.RedisServer;
import com.moalog.local.servers.RunningServer;
import com.moalog.local.servers.TestServers;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the engine tells of itself and of what it depends on. */
class HealthTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static void awaitState(Client client, String name, String... states) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> {
          Client.Reply health = client.get("/api/v1/health");
          assertThat(health.status()).isEqualTo(200);
          assertThat(health.data().path("dependencies").path(name).asString(""))
              .as(health.body())
              .isIn((Object[]) states);
        });
  }

  @Test
  void tellsWhichServersAreThere() throws Exception {
    try (RunningServer<KafkaServer> kafka = TestServers.newKafka();
        RunningServer<RedisServer> redis = TestServers.newRedis();
        RedisLine line = new RedisLine(redis.server().port());
        TestEngine engine =
            TestEngine.start(
                Map.of(
                    "KAFKA_SERVERS",
                    kafka.server().bootstrapServers(),
                    "REDIS_HOST",
                    "127.0.0.1",
                    "REDIS_PORT",
                    Integer.toString(line.port()),
                    "REDIS_PASSWORD",
                    TestServers.REDIS_PASSWORD))) {
      Client client = Client.of(engine.address()).with("X-Tenant-Id", null);
      awaitState(client, "database", "UP");
      awaitState(client, "psp", "UP");
      awaitState(client, "redis", "UP");
      awaitState(client, "kafka", "UP");

      line.trouble(RedisLine.Trouble.DOWN);
      kafka.stop();
      awaitState(client, "redis", "DOWN", "OPEN");
      awaitState(client, "kafka", "DOWN", "OPEN");

      line.trouble(RedisLine.Trouble.NONE);
      kafka.restart();
      awaitState(client, "redis", "UP");
      awaitState(client, "kafka", "UP");
    }
  }

  @Test
  void countsWhatHasBecomeOfPaymentsAndEvents() {
    try (TestEngine engine = TestEngine.start(Map.of())) {
      Shop shop = new Shop(engine);
      shop.captured(shop.order());
      Client.Reply checkout =
          shop.client()
              .keyed()
              .post(
                  "/api/v1/payments/checkout",
                  """
                  {"userId":"u","currency":"KRW","paymentMethod":"CARD","lineItems":[
                    {"productId":"p","productName":"P","quantity":1,"unitPrice":9900}]}
                  """);
      assertThat(checkout.status()).as(checkout.body()).isEqualTo(201);
      String lost = shop.captured(shop.order());
      new Rows(engine.database())
          .update("UPDATE payments SET status = 'UNKNOWN' WHERE id = '" + lost + "'");

      shop.client()
          .keyed()
          .with("X-Admin-Token", Subscriber.ADMIN)
          .post(
              "/api/v1/credits/charge",
              """
              {"userId":"u","amount":250,"currency":"KRW","source":"GRANT","referenceId":"r"}
              """);
      engine.wake("creditBalancesJob");

      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> {
            engine.countQueues();
            assertThat(shop.client().get("/actuator/prometheus").body())
                .containsPattern("fluxpay_credit_balance_total\\{[^}]*currency=\"KRW\"[^}]*} 250")
                .containsPattern("# TYPE fluxpay_order_created_total counter")
                .containsPattern("fluxpay_payment_unknown_count\\{[^}]*} 1")
                .containsPattern("fluxpay_payment_success_rate\\{[^}]*} 1")
                .containsPattern("fluxpay_outbox_published_total\\{[^}]*} 10")
                .containsPattern("fluxpay_order_created_total\\{[^}]*} 3")
                .containsPattern("fluxpay_payment_latency_seconds_count\\{[^}]*} 2");
          });
    }
  }
}
