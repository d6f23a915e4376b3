package com.moalog.bench.crash;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * What a consumer that drops repeats gets to see of all topics, from the first record on. Immutable
 * once it is read.
 */
public final class Published {

  private static final Duration POLL = Duration.ofSeconds(2);
  private static final Pattern SEQUENCE = Pattern.compile("\"sequence\"\\s*:\\s*\"(\\d+)\"");

  private final Set<String> ids = new HashSet<>();
  private final Map<String, Long> sequences = new HashMap<>();
  private final List<String> faults = new ArrayList<>();

  private Published() {}

  /** Reads everything that is there now. */
  public static Published read(String servers) {
    Published published = new Published();
    Map<String, Object> settings =
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            servers,
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            "read_committed");
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      List<TopicPartition> partitions =
          consumer.listTopics().entrySet().stream()
              .filter(topic -> topic.getKey().startsWith("fluxpay."))
              .flatMap(topic -> topic.getValue().stream())
              .map(Published::partition)
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        consumer.poll(POLL).forEach(published::see);
      }
    }
    return published;
  }

  private static TopicPartition partition(PartitionInfo info) {
    return new TopicPartition(info.topic(), info.partition());
  }

  private void see(ConsumerRecord<String, String> event) {
    String id = new String(event.headers().lastHeader("event-id").value(), StandardCharsets.UTF_8);
    Matcher sequence = SEQUENCE.matcher(event.value());
    if (!ids.add(id) || !sequence.find()) {
      return;
    }
    long number = Long.parseLong(sequence.group(1));
    Long before = sequences.put(event.topic() + event.key(), number);
    if (number != (before == null ? 1 : before + 1)) {
      faults.add("event %d of %s follows %s".formatted(number, event.key(), before));
    }
  }

  /** How many different events there are. */
  public int count() {
    return ids.size();
  }

  /** Events of the database that no consumer saw, and events that came out of order. */
  public List<String> faults(Database database) {
    List<String> all = new ArrayList<>(faults);
    database.find("SELECT event_id FROM outbox_events WHERE '' = ?", "").stream()
        .filter(id -> !ids.contains(id))
        .forEach(id -> all.add("event " + id + " was lost"));
    return all;
  }
}
