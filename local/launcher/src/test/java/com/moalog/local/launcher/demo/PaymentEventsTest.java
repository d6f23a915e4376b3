package com.moalog.local.launcher.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.moalog.local.servers.TestServers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Reads events off a real broker. */
class PaymentEventsTest {

  private final String bootstrap = TestServers.kafka().bootstrapServers();
  private final PaymentEvents events = new PaymentEvents(bootstrap);
  private final String orderId = UUID.randomUUID().toString();
  private final Instant start = Instant.now();

  @BeforeAll
  static void createTopics() throws Exception {
    Map<String, Object> configuration =
        Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, TestServers.kafka().bootstrapServers());
    List<NewTopic> topics =
        List.of(
            new NewTopic("fluxpay.order.events", 2, (short) 1),
            new NewTopic("fluxpay.payment.events", 2, (short) 1));
    try (Admin admin = Admin.create(configuration)) {
      admin.createTopics(topics).all().get(60, TimeUnit.SECONDS);
    }
  }

  @Test
  void namesTheEventsThatDidNotCome() {
    write("order", "order.created", orderId);
    write("payment", "payment.approved", orderId);
    write("order", "order.paid", orderId);

    assertThatThrownBy(() -> events.read(orderId, start, Duration.ofSeconds(3)))
        .isInstanceOf(UnexpectedAnswerException.class)
        .hasMessageContaining("[com.fluxpay.payment.confirmed]")
        .hasMessageContaining(orderId);
  }

  @Test
  void readsTheEventsOfItsOrderAmongOthers() {
    List<String> types = List.of("order.created", "payment.approved", "payment.confirmed");
    for (String type : types) {
      String topic = type.substring(0, type.indexOf('.'));
      write(topic, type, UUID.randomUUID().toString());
      write(topic, type, orderId);
    }
    publish("fluxpay.payment.events", "not JSON");
    write("order", "order.paid", orderId);

    assertThat(events.read(orderId, start, Duration.ofMinutes(1)))
        .extracting(PaymentEvents.Event::type)
        .containsExactlyInAnyOrder(
            "com.fluxpay.order.created",
            "com.fluxpay.payment.approved",
            "com.fluxpay.payment.confirmed",
            "com.fluxpay.order.paid");
  }

  private void write(String aggregate, String type, String order) {
    publish(
        "fluxpay." + aggregate + ".events",
        """
        {"specversion":"1.0","type":"com.fluxpay.%s","time":"%s","data":{"orderId":"%s"}}\
        """
            .formatted(type, Instant.now(), order));
  }

  private void publish(String topic, String value) {
    Map<String, Object> configuration =
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap,
            ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class,
            ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, StringSerializer.class);
    try (KafkaProducer<String, String> producer = new KafkaProducer<>(configuration)) {
      producer.send(new ProducerRecord<>(topic, "moalog:key", value)).get(60, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException | InterruptedException failed) {
      throw new AssertionError("could not publish to " + topic, failed);
    }
  }
}
