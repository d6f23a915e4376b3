package com.moalog.fluxpay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.moalog.local.servers.KafkaServer;
import com.moalog.local.servers.PostgresServer;
import com.moalog.local.servers.RunningServer;
import com.moalog.local.servers.TestServers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** What the engine stands on goes away under load, and comes back. */
class OutageTest {

  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final int CUSTOMERS = 4;

  /** Customers who buy one thing after the other until they are told to stop. */
  private static final class Crowd implements AutoCloseable {

    private final Set<Integer> statuses = ConcurrentHashMap.newKeySet();
    private final List<String> orders = new CopyOnWriteArrayList<>();
    private final List<String> confirmed = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile boolean buying = true;

    Crowd(Shop shop) {
      for (int i = 0; i < CUSTOMERS; i++) {
        Future<?> _ =
            threads.submit(() -> {
              while (buying) {
                buy(shop);
              }
            });
      }
    }

    private void buy(Shop shop) {
      Client.Reply placed = tried(() -> order(shop));
      if (placed.status() != 201) {
        return;
      }
      String order = placed.data("orderId");
      orders.add(order);
      Client.Reply created =
          tried(() -> shop.client().keyed().post("/api/v1/payments", Shop.paymentBody(order)));
      if (created.status() != 201) {
        return;
      }
      String payment = created.data("paymentId");
      Client.Reply approved = tried(() -> shop.approve(payment, shop.session(order)));
      if (approved.data("status").equals("APPROVED")
          && tried(() -> shop.confirm(payment)).data("status").equals("CONFIRMED")) {
        confirmed.add(payment);
      }
    }

    private static Client.Reply order(Shop shop) {
      return shop.client().keyed().post("/api/v1/orders", Shop.orderBody("user-1"));
    }

    private Client.Reply tried(Supplier<Client.Reply> call) {
      Client.Reply reply = call.get();
      statuses.add(reply.status());
      return reply;
    }

    void awaitPurchases(int more) {
      int wanted = confirmed.size() + more;
      await().atMost(PATIENCE).until(() -> confirmed.size() >= wanted);
    }

    @Override
    public void close() {
      buying = false;
      threads.close();
    }
  }

  private static String confirmedEvents(Rows rows, String condition) {
    return rows.value(
        "SELECT count(*) FROM outbox_events WHERE event_type = 'payment.confirmed' AND "
            + condition);
  }

  @Test
  void kafkaGoesAwayUnderLoadAndNobodyNotices() throws Exception {
    try (RunningServer<KafkaServer> kafka = TestServers.newKafka();
        TestEngine engine =
            TestEngine.start(
                Map.of(
                    "KAFKA_SERVERS",
                    kafka.server().bootstrapServers(),
                    "FLUXPAY_OUTBOX_PROBE_PAUSE",
                    "500ms"))) {
      Rows rows = new Rows(engine.database());
      Crowd crowd = new Crowd(new Shop(engine));
      try (crowd) {
        crowd.awaitPurchases(5);
        kafka.stop();
        crowd.awaitPurchases(20);
        kafka.restart();
        crowd.awaitPurchases(5);
      }

      assertThat(crowd.statuses).isSubsetOf(200, 201);
      await()
          .atMost(PATIENCE)
          .until(() ->
              rows.count("SELECT count(*) FROM outbox_events WHERE status <> 'PUBLISHED'") == 0);
      assertThat(confirmedEvents(rows, "true")).isEqualTo(Integer.toString(crowd.confirmed.size()));
      assertThat(
              rows.count(
                  """
                  SELECT count(*) FROM outbox_events earlier JOIN outbox_events later
                    ON later.partition_key = earlier.partition_key AND later.id > earlier.id
                  WHERE later.published_at < earlier.published_at
                  """))
          .isZero();
    }
  }

  @Test
  void postgresRestartsUnderLoadAndNothingIsLost() throws Exception {
    try (RunningServer<PostgresServer> postgres = TestServers.newPostgres();
        TestEngine engine =
            TestEngine.start(
                Map.of(
                    "DB_URL", postgres.server().jdbcUrl(),
                    "DB_PASSWORD", postgres.server().password()))) {
      Rows rows =
          new Rows(
              new TestServers.Database(
                  postgres.server().jdbcUrl(), PostgresServer.OWNER, postgres.server().password()));
      Shop shop = new Shop(engine);
      Crowd crowd = new Crowd(shop);
      try (crowd) {
        crowd.awaitPurchases(5);
        restart(postgres);
        crowd.awaitPurchases(10);
      }

      assertThat(crowd.statuses).contains(503).isSubsetOf(200, 201, 202, 503);
      await()
          .atMost(PATIENCE)
          .until(() ->
              rows.count(
                      """
                      SELECT count(*) FROM payments
                      WHERE status IN ('PROCESSING', 'CONFIRMING', 'UNKNOWN')
                      """)
                  == 0);
      for (String order : crowd.orders) {
        String paid =
            rows.value(
                """
                SELECT count(*) FROM payments WHERE status = 'CONFIRMED' AND order_id = '%s'
                """
                    .formatted(order));
        assertThat(shop.captures(order)).as(order).isEqualTo(Integer.parseInt(paid));
      }
      for (String payment : crowd.confirmed) {
        assertThat(shop.find(payment).path("status").asString()).isEqualTo("CONFIRMED");
      }
    }
  }

  private static void restart(RunningServer<PostgresServer> postgres) {
    try {
      postgres.stop();
      postgres.restart();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @Test
  void twoEnginesSideBySideDoEachJobOnce() throws Exception {
    try (Receiver receiver = new Receiver((_, _) -> 200);
        TestEngine engine = TestEngine.start(Map.of())) {
      Map<String, String> variables =
          new HashMap<>(TestEngine.environment(engine.database(), engine.sandbox()));
      try (ConfigurableApplicationContext second = FluxPayEngine.start(variables)) {
        Shop shop = new Shop(engine);
        shop.client()
            .with("X-Admin-Token", Subscriber.ADMIN)
            .put("/api/v1/webhooks/config", "{\"url\":\"" + receiver.url() + "\"}");
        Crowd crowd = new Crowd(shop);
        try (crowd) {
          crowd.awaitPurchases(30);
        }
        Rows rows = new Rows(engine.database());
        await()
            .atMost(PATIENCE)
            .until(
                () -> rows.count("SELECT count(*) FROM webhooks WHERE status <> 'DELIVERED'") == 0);

        assertThat(second.isActive()).isTrue();
        assertThat(receiver.deliveries())
            .extracting(Receiver.Delivery::eventId)
            .doesNotHaveDuplicates()
            .hasSize(crowd.confirmed.size());
        await()
            .atMost(PATIENCE)
            .until(() ->
                rows.count("SELECT count(*) FROM outbox_events WHERE status <> 'PUBLISHED'") == 0);
        assertThat(confirmedEvents(rows, "status = 'PUBLISHED'"))
            .isEqualTo(Integer.toString(crowd.confirmed.size()));
      }
    }
  }
}
