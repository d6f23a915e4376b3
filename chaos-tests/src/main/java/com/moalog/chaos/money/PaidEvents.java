package com.moalog.chaos.money;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The events that say that an order is paid, as a consumer meets them who throws a second event
 * with the same id away.
 *
 * @param missing orders without one
 * @param doubled orders with several of different ids
 */
record PaidEvents(int missing, int doubled) {

  private static final String TOPIC = "fluxpay.payment.events";
  private static final String CONFIRMED = "com.fluxpay.payment.confirmed";
  private static final Duration POLL = Duration.ofMillis(250);
  private static final int LIMIT_MILLIS = 20_000;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** Reads the topic from its beginning until every order has its event, or time is up. */
  static PaidEvents read(String kafka, Set<String> orders, Duration limit) {
    Map<String, Set<String>> ids = new HashMap<>();
    long end = System.nanoTime() + limit.toNanos();
    try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(configuration(kafka))) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(TOPIC).stream()
              .map(each -> new TopicPartition(TOPIC, each.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      boolean isQuiet = false;
      while (System.nanoTime() < end && !(isQuiet && ids.keySet().containsAll(orders))) {
        var records = consumer.poll(POLL);
        records.forEach(each -> note(each, orders, ids));
        isQuiet = records.isEmpty();
      }
    } catch (KafkaException unreachable) {
      return new PaidEvents(orders.size(), 0);
    }
    long doubled = ids.values().stream().filter(each -> each.size() > 1).count();
    return new PaidEvents(orders.size() - ids.size(), (int) doubled);
  }

  private static void note(
      ConsumerRecord<String, String> one, Set<String> orders, Map<String, Set<String>> ids) {
    JsonNode event = JSON.readTree(one.value());
    String order = event.at("/data/orderId").asString("");
    if (orders.contains(order) && event.path("type").asString("").equals(CONFIRMED)) {
      ids.computeIfAbsent(order, _ -> new HashSet<>()).add(event.path("id").asString(""));
    }
  }

  private static Map<String, Object> configuration(String kafka) {
    return Map.of(
        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
        kafka,
        ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
        StringDeserializer.class,
        ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
        StringDeserializer.class,
        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
        false,
        ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
        LIMIT_MILLIS,
        ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG,
        LIMIT_MILLIS / 2);
  }
}
