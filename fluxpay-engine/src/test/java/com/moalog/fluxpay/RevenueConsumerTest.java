package com.moalog.fluxpay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.moalog.local.servers.KafkaServer;
import com.moalog.local.servers.RunningServer;
import com.moalog.local.servers.TestServers;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

/** Events that come twice have one effect, and one that cannot be handled stops nobody. */
class RevenueConsumerTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration PAUSE = Duration.ofMillis(10);

  @Test
  void countsEachCaptureOnceAndBuriesWhatItCannotRead() throws Exception {
    try (RunningServer<KafkaServer> kafka = TestServers.newKafka();
        TestEngine engine =
            TestEngine.start(Map.of("KAFKA_SERVERS", kafka.server().bootstrapServers()))) {
      String servers = kafka.server().bootstrapServers();
      Shop shop = new Shop(engine);
      Rows rows = new Rows(engine.database());
      rows.update("CREATE TABLE revenue (order_id TEXT PRIMARY KEY, amount NUMERIC NOT NULL)");
      String order = shop.order();
      shop.captured(order);
      await()
          .atMost(PATIENCE)
          .until(() ->
              rows.count("SELECT count(*) FROM outbox_events WHERE status <> 'PUBLISHED'") == 0);
      // The relay sends again what it could not mark; here everything.
      rows.update("UPDATE outbox_events SET status = 'PENDING'");
      try (KafkaProducer<String, String> stranger = producer(servers)) {
        Future<?> _ =
            stranger.send(
                new ProducerRecord<>("fluxpay.payment.events", "service-a:x", "not JSON"));
      }
      shop.captured(shop.order());

      try (Connection database =
              RevenueConsumer.connect(
                  engine.database().jdbcUrl(),
                  engine.database().user(),
                  engine.database().password());
          RevenueConsumer consumer = new RevenueConsumer(servers, database, PAUSE)) {
        await()
            .atMost(PATIENCE)
            .until(() -> {
              consumer.poll();
              return rows.count("SELECT count(*) FROM revenue") == 2;
            });
        while (consumer.poll() > 0) {
          Thread.onSpinWait();
        }
      }

      assertThat(rows.value("SELECT amount FROM revenue WHERE order_id = '" + order + "'"))
          .isEqualTo(Integer.toString(Shop.PRICE));
      assertThat(read(servers, RevenueConsumer.DEAD_LETTERS, 1)).containsExactly("not JSON");
      assertThat(read(servers, "fluxpay.payment.events", 7)).hasSizeGreaterThanOrEqualTo(7);
    }
  }

  private static KafkaProducer<String, String> producer(String servers) {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", servers, "acks", "all"),
        new StringSerializer(),
        new StringSerializer());
  }

  private static List<String> read(String servers, String topic, int least) {
    List<String> values = new ArrayList<>();
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                servers,
                "group.id",
                "reader-of-" + topic,
                "auto.offset.reset",
                "earliest"),
            new StringDeserializer(),
            new StringDeserializer())) {
      consumer.subscribe(List.of(topic));
      await()
          .atMost(PATIENCE)
          .until(() -> {
            for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(200))) {
              values.add(record.value());
            }
            return values.size() >= least;
          });
    }
    return values;
  }
}
