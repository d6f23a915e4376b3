package com.moalog.local.launcher.demo;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the events of one order off Kafka, as any other consumer of the company would. Joins no
 * group and commits nothing, so it leaves no trace. Thread-safe.
 */
final class PaymentEvents {

  /** What a paid order must have said. */
  static final Set<String> EXPECTED =
      Set.of(
          "com.fluxpay.order.created",
          "com.fluxpay.payment.approved",
          "com.fluxpay.payment.confirmed",
          "com.fluxpay.order.paid");

  private static final List<String> TOPICS =
      List.of("fluxpay.order.events", "fluxpay.payment.events");
  private static final Duration POLL = Duration.ofMillis(250);
  private static final int ANSWER_LIMIT_MILLIS = 10_000;
  private static final JsonMapper JSON = new JsonMapper();

  private final String bootstrap;

  PaymentEvents(String bootstrap) {
    this.bootstrap = bootstrap;
  }

  /** One event as it stood in a topic. */
  record Event(String topic, String key, String type, String time) {}

  /**
   * The events about {@code orderId} that were written since {@code start}, in order of their time.
   *
   * @throws UnexpectedAnswerException if one of {@link #EXPECTED} does not come before the deadline
   */
  List<Event> read(String orderId, Instant start, Duration deadline) {
    long end = System.nanoTime() + deadline.toNanos();
    List<Event> found = new ArrayList<>();
    try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(configuration())) {
      goTo(start, consumer);
      while (!missing(found).isEmpty()) {
        if (System.nanoTime() > end) {
          throw new UnexpectedAnswerException(
              "Kafka did not bring %s of order %s within %d s"
                  .formatted(missing(found), orderId, deadline.toSeconds()));
        }
        for (ConsumerRecord<String, String> one : consumer.poll(POLL)) {
          collect(one, orderId, found);
        }
      }
    } catch (KafkaException unreachable) {
      throw new UnexpectedAnswerException(
          "Kafka at %s: %s".formatted(bootstrap, unreachable.getMessage()), unreachable);
    }
    found.sort(Comparator.comparing(Event::time));
    return List.copyOf(found);
  }

  private Map<String, Object> configuration() {
    return Map.of(
        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
        bootstrap,
        ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
        StringDeserializer.class,
        ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
        StringDeserializer.class,
        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
        false,
        ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
        ANSWER_LIMIT_MILLIS,
        ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG,
        ANSWER_LIMIT_MILLIS / 2);
  }

  /** Only what was written since the start of the demo is read, however long the topics are. */
  private static void goTo(Instant start, KafkaConsumer<String, String> consumer) {
    List<TopicPartition> partitions =
        TOPICS.stream()
            .flatMap(topic -> consumer.partitionsFor(topic).stream())
            .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
            .toList();
    if (partitions.isEmpty()) {
      throw new UnexpectedAnswerException("Kafka has no topic of " + TOPICS);
    }
    consumer.assign(partitions);
    Map<TopicPartition, Long> wanted =
        partitions.stream()
            .collect(Collectors.toMap(partition -> partition, _ -> start.toEpochMilli()));
    Map<TopicPartition, OffsetAndTimestamp> found = new HashMap<>(consumer.offsetsForTimes(wanted));
    for (TopicPartition partition : partitions) {
      OffsetAndTimestamp first = found.get(partition);
      if (first == null) {
        consumer.seekToEnd(List.of(partition));
      } else {
        consumer.seek(partition, first.offset());
      }
    }
  }

  private static void collect(
      ConsumerRecord<String, String> one, String orderId, List<Event> found) {
    JsonNode event = parse(one.value());
    if (event.at("/data/orderId").asString("").equals(orderId)) {
      found.add(
          new Event(
              one.topic(),
              one.key(),
              event.path("type").asString(""),
              event.path("time").asString("")));
    }
  }

  private static JsonNode parse(String value) {
    try {
      return JSON.readTree(value.getBytes(StandardCharsets.UTF_8));
    } catch (JacksonException notJson) {
      return JSON.missingNode();
    }
  }

  private static Set<String> missing(List<Event> found) {
    Set<String> missing = new TreeSet<>(EXPECTED);
    found.forEach(event -> missing.remove(event.type()));
    return missing;
  }
}
