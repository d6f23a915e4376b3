package com.moalog.bench.fluxpay;

import com.moalog.bench.crash.Database;
import com.moalog.bench.measure.Latencies;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Puts events into the outbox as transactions of another program, so that nothing wakes the relay,
 * and sees them come out of Kafka. Not thread-safe.
 */
final class EventFlow implements AutoCloseable {

  private static final String TOPIC = "fluxpay.order.events";
  private static final int PARTITIONS = 6;
  private static final int SHARDS = 16;
  private static final int EVENTS_PER_KEY = 5;
  private static final Duration POLL = Duration.ofMillis(20);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String INSERT =
      """
      INSERT INTO outbox_events (tenant_id, event_id, aggregate_type, aggregate_id, aggregate_seq,
        shard, event_type, topic, partition_key, payload, next_attempt_at, created_at)
      VALUES ('service-a', ?, 'order', ?, ?, ?, 'order.created', 'fluxpay.order.events', ?,
        ?, now(), now())
      """;

  private final Connection connection;
  private final KafkaConsumer<String, String> consumer;
  private final String payload = "{\"specversion\":\"1.0\",\"data\":\"" + "x".repeat(400) + "\"}";

  EventFlow(PaymentStage stage) throws IOException {
    Database database = stage.database();
    try {
      connection =
          DriverManager.getConnection(database.url(), database.user(), database.password());
    } catch (SQLException failed) {
      throw new IOException(failed);
    }
    consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                stage.kafka(),
                ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                20,
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                10_000),
            new StringDeserializer(),
            new StringDeserializer());
    List<TopicPartition> partitions = new ArrayList<>();
    for (int number = 0; number < PARTITIONS; number++) {
      partitions.add(new TopicPartition(TOPIC, number));
    }
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position);
  }

  /** Times from the commit of an event to the moment when a consumer has it. */
  Latencies lag(int perSecond, Duration length) throws IOException, InterruptedException {
    Map<String, Long> committed = new HashMap<>();
    Map<String, Long> arrived = new HashMap<>();
    Thread writer = Thread.currentThread();
    long period = Duration.ofSeconds(1).toNanos() / perSecond;
    long count = length.toNanos() / period;
    Thread reader = Thread.ofPlatform().start(() -> receive(arrived, count, writer));
    try {
      connection.setAutoCommit(true);
      try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
        long next = System.nanoTime();
        for (long number = 0; number < count; number++) {
          LockSupport.parkNanos(next - System.nanoTime());
          String id = UUID.randomUUID().toString();
          event(insert, id, UUID.randomUUID().toString(), 1);
          insert.executeUpdate();
          committed.put(id, System.nanoTime());
          next += period;
        }
      }
    } catch (SQLException failed) {
      throw new IOException(failed);
    }
    reader.join();
    Latencies lags = new Latencies();
    committed.forEach((id, at) -> lags.record(arrived(arrived, id) - at));
    return lags;
  }

  private static long arrived(Map<String, Long> arrivals, String id) {
    Long at = arrivals.get(id);
    if (at == null) {
      throw new IllegalStateException("event " + id + " did not arrive");
    }
    return at;
  }

  /** Ends when so many have come, or when none comes any more. */
  private void receive(Map<String, Long> arrived, long count, Thread writer) {
    long quietSince = System.nanoTime();
    while (arrived.size() < count
        && (writer.isAlive() && System.nanoTime() - quietSince < PATIENCE.toNanos())) {
      for (ConsumerRecord<String, String> event : consumer.poll(POLL)) {
        quietSince = System.nanoTime();
        arrived.putIfAbsent(id(event), quietSince);
      }
    }
  }

  private static String id(ConsumerRecord<String, String> event) {
    return new String(event.headers().lastHeader("event-id").value(), StandardCharsets.UTF_8);
  }

  /** Events per second that leave the outbox when so many are there at once. */
  double drain(int count) throws IOException {
    try {
      connection.setAutoCommit(false);
      try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
        for (int number = 0; number < count / EVENTS_PER_KEY; number++) {
          String aggregate = UUID.randomUUID().toString();
          for (int sequence = 1; sequence <= EVENTS_PER_KEY; sequence++) {
            event(insert, UUID.randomUUID().toString(), aggregate, sequence);
            insert.addBatch();
          }
        }
        insert.executeBatch();
      }
      connection.commit();
    } catch (SQLException failed) {
      throw new IOException(failed);
    }
    long start = System.nanoTime();
    Map<String, Long> arrived = new HashMap<>();
    receive(arrived, count, Thread.currentThread());
    if (arrived.size() < count) {
      throw new IOException("only " + arrived.size() + " of " + count + " events arrived");
    }
    return count / ((System.nanoTime() - start) / 1e9);
  }

  private void event(PreparedStatement insert, String id, String aggregate, int sequence)
      throws SQLException {
    String key = "service-a:" + aggregate;
    insert.setString(1, id);
    insert.setString(2, aggregate);
    insert.setLong(3, sequence);
    insert.setInt(4, Math.floorMod(key.hashCode(), SHARDS));
    insert.setString(5, key);
    insert.setString(6, payload);
  }

  @Override
  public void close() throws IOException {
    try (consumer) {
      connection.close();
    } catch (SQLException failed) {
      throw new IOException(failed);
    }
  }
}
