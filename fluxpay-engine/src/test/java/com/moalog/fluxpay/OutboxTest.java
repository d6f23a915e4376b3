package com.moalog.fluxpay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.moalog.local.servers.KafkaServer;
import com.moalog.local.servers.RunningServer;
import com.moalog.local.servers.TestServers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class OutboxTest {

  private static final long DRAIN_SECONDS = 60;

  @Test
  void losesAndReordersNothingWhileKafkaIsAway() throws Exception {
    try (RunningServer<KafkaServer> kafka = TestServers.newKafka();
        TestEngine engine =
            TestEngine.start(Map.of("KAFKA_SERVERS", kafka.server().bootstrapServers()))) {
      Shop shop = new Shop(engine);
      List<String> payments = new ArrayList<>();
      payments.add(paid(shop));
      kafka.stop();
      payments.add(paid(shop));
      payments.add(paid(shop));
      assertThat(shop.client().get("/api/v1/health").status()).isEqualTo(200);
      kafka.restart();

      Map<String, List<JsonNode>> events = read(kafka.server(), payments);

      for (String payment : payments) {
        assertThat(events.getOrDefault(payment, List.of()))
            .extracting(event -> event.path("type").asString())
            .containsExactly("com.fluxpay.payment.approved", "com.fluxpay.payment.confirmed");
      }
    }
  }

  @Test
  void goesOnBehindAnEventThatCanNeverBeSentWhenKafkaIsBack() throws Exception {
    try (RunningServer<KafkaServer> kafka = TestServers.newKafka();
        TestEngine engine =
            TestEngine.start(Map.of("KAFKA_SERVERS", kafka.server().bootstrapServers()))) {
      Rows rows = new Rows(engine.database());
      Shop shop = new Shop(engine);
      shop.order();
      awaitPending(rows, 0);
      kafka.stop();
      for (int order = 0; order < 4; order++) {
        shop.order();
      }
      await()
          .atMost(Duration.ofSeconds(DRAIN_SECONDS))
          .until(() -> rows.count("SELECT sum(retry_count) FROM outbox_events") >= 3);
      rows.update(
          """
          UPDATE outbox_events SET payload = repeat('x', 2000000), retry_count = 0
          WHERE id = (SELECT min(id) FROM outbox_events WHERE status = 'PENDING')
          """);
      kafka.restart();

      awaitPending(rows, 0);

      assertThat(rows.count("SELECT count(*) FROM outbox_events WHERE status = 'FAILED'"))
          .isEqualTo(1);
    }
  }

  private static void awaitPending(Rows rows, long pending) {
    await()
        .atMost(Duration.ofSeconds(DRAIN_SECONDS))
        .until(
            () -> rows.count("SELECT count(*) FROM outbox_events WHERE status = 'PENDING'"),
            left -> left == pending);
  }

  /** Whether a key must wait is asked for each event, also before there are any statistics. */
  @Test
  void readsALongBacklogNotAnewForEachOfItsEvents() throws Exception {
    try (RunningServer<KafkaServer> kafka = TestServers.newKafka();
        TestEngine engine =
            TestEngine.start(Map.of("KAFKA_SERVERS", kafka.server().bootstrapServers()))) {
      Rows rows = new Rows(engine.database());
      rows.update(
          """
          INSERT INTO outbox_events (tenant_id, event_id, aggregate_type, aggregate_id,
            aggregate_seq, shard, event_type, topic, partition_key, payload, next_attempt_at,
            created_at)
          SELECT 'service-a', 'event-' || n, 'order', n / 5, n % 5 + 1, n / 5 % 16,
            'order.created', 'fluxpay.order.events', 'service-a:' || n / 5, '{}', now(), now()
          FROM generate_series(0, 19999) AS n
          """);

      awaitPending(rows, 0);

      String read =
          "SELECT idx_tup_read FROM pg_stat_user_indexes WHERE indexrelname = 'outbox_pending'";
      await().atMost(Duration.ofSeconds(DRAIN_SECONDS)).until(() -> rows.count(read) >= 20_000);
      assertThat(rows.count(read)).isLessThan(1_000_000);
    }
  }

  @Test
  void forgetsEventsAWeekAfterTheyWereSentWhenTheTimetableSaysSo() {
    try (TestEngine engine =
        TestEngine.start(Map.of("FLUXPAY_OUTBOX_CLEANUP_CRON", "* * * * * *"))) {
      Rows rows = new Rows(engine.database());
      paid(new Shop(engine));
      String published = "SELECT count(*) FROM outbox_events WHERE status = 'PUBLISHED'";
      await().atMost(Duration.ofSeconds(DRAIN_SECONDS)).until(() -> rows.count(published) == 4);
      rows.update(
          """
          UPDATE outbox_events SET status = 'FAILED'
          WHERE id = (SELECT min(id) FROM outbox_events)
          """);
      manyUnresolvedBefore(rows);
      rows.update("UPDATE outbox_events SET created_at = created_at - interval '8 days'");

      await().atMost(Duration.ofSeconds(DRAIN_SECONDS)).until(() -> rows.count(published) == 0);

      assertThat(rows.value("SELECT string_agg(DISTINCT status, ',') FROM outbox_events"))
          .isEqualTo("FAILED");
    }
  }

  @Test
  void anEventThatWasTriedOftenEnoughWaitsForOperators() throws Exception {
    try (RunningServer<KafkaServer> kafka = TestServers.newKafka();
        TestEngine engine =
            TestEngine.start(
                Map.of(
                    "KAFKA_SERVERS", kafka.server().bootstrapServers(),
                    "FLUXPAY_OUTBOX_MAX_RETRIES", "1",
                    "FLUXPAY_OUTBOX_PROBE_PAUSE", "200ms"))) {
      Rows rows = new Rows(engine.database());
      Shop shop = new Shop(engine);
      shop.order();
      awaitPending(rows, 0);
      kafka.stop();

      shop.order();

      await()
          .atMost(Duration.ofSeconds(DRAIN_SECONDS))
          .until(() ->
              rows.count(
                      "SELECT count(*) FROM outbox_events WHERE status = 'FAILED' AND retry_count = 1")
                  == 1);
    }
  }

  @Test
  void carriesTheNamesThatOldConsumersReadWhereTheyAreWanted() {
    try (TestEngine engine = TestEngine.start(Map.of("FLUXPAY_OUTBOX_LEGACY_ALIASES", "true"))) {
      String order = new Shop(engine).order();

      JsonNode event =
          JsonMapper.shared()
              .readTree(new Rows(engine.database()).value("SELECT payload FROM outbox_events"));

      assertThat(event.path("eventId")).isEqualTo(event.path("id"));
      assertThat(event.path("eventType").asString()).isEqualTo("order.created");
      assertThat(event.path("payload").path("orderId").asString()).isEqualTo(order);
      assertThat(event.path("payload")).isEqualTo(event.path("data"));
    }
  }

  private static void manyUnresolvedBefore(Rows rows) {
    rows.update(
        """
        INSERT INTO outbox_events (tenant_id, event_id, aggregate_type, aggregate_id,
          aggregate_seq, shard, event_type, topic, partition_key, payload, status,
          next_attempt_at, created_at)
        SELECT tenant_id, event_id || '-' || n, aggregate_type, aggregate_id, 1000 + n, shard,
          event_type, topic, partition_key, payload, status, next_attempt_at, created_at
        FROM outbox_events, generate_series(1, 1000) AS n WHERE status = 'FAILED'
        """);
    rows.update("UPDATE outbox_events SET id = DEFAULT WHERE status = 'PUBLISHED'");
  }

  private static String paid(Shop shop) {
    String payment = shop.approved(shop.order());
    assertThat(shop.confirm(payment).data("status")).isEqualTo("CONFIRMED");
    return payment;
  }

  /** Reads until both events of each payment were seen, each event once. */
  private static Map<String, List<JsonNode>> read(KafkaServer kafka, List<String> payments) {
    Map<String, List<JsonNode>> events = new LinkedHashMap<>();
    List<String> seen = new ArrayList<>();
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers", kafka.bootstrapServers(),
                "group.id", "test",
                "auto.offset.reset", "earliest"),
            new StringDeserializer(),
            new StringDeserializer())) {
      consumer.subscribe(List.of("fluxpay.payment.events"));
      long deadline = System.nanoTime() + Duration.ofSeconds(DRAIN_SECONDS).toNanos();
      while (seen.size() < 2 * payments.size() && System.nanoTime() < deadline) {
        for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(200))) {
          JsonNode event = JsonMapper.shared().readTree(record.value());
          assertThat(record.key()).isEqualTo("service-a:" + event.path("subject").asString());
          if (!seen.contains(event.path("id").asString())) {
            seen.add(event.path("id").asString());
            events
                .computeIfAbsent(event.path("subject").asString(), _ -> new ArrayList<>())
                .add(event);
          }
        }
      }
    }
    return events;
  }
}
