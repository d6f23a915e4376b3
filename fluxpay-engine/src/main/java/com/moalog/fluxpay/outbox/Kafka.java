package com.moalog.fluxpay.outbox;

import com.moalog.kit.tracing.Operation;
import com.moalog.kit.tracing.TraceHeaders;
import com.moalog.kit.tracing.Tracing;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The producer, and the topics it needs. A send ends within {@link #SEND_LIMIT} with an
 * acknowledgement of all replicas or an exception. Thread-safe.
 */
final class Kafka implements AutoCloseable {

  static final Duration SEND_LIMIT = Duration.ofSeconds(12);

  private static final Logger LOG = LoggerFactory.getLogger(Kafka.class);
  private static final int PARTITIONS = 6;
  private static final Duration TOPIC_LIMIT = Duration.ofSeconds(5);
  private static final Duration FLUSH_LIMIT = Duration.ofSeconds(5);
  private static final String RETENTION_MILLIS = Long.toString(Duration.ofDays(7).toMillis());

  private final String servers;
  private final KafkaProducer<String, String> producer;
  private final Tracing tracing;

  Kafka(String servers, Tracing tracing) {
    this.servers = servers;
    this.tracing = tracing;
    this.producer =
        new KafkaProducer<>(
            Map.ofEntries(
                Map.entry("bootstrap.servers", servers),
                Map.entry("client.id", "fluxpay-engine"),
                Map.entry("acks", "all"),
                Map.entry("enable.idempotence", true),
                Map.entry("max.in.flight.requests.per.connection", 5),
                Map.entry("delivery.timeout.ms", 10_000),
                Map.entry("request.timeout.ms", 3_000),
                Map.entry("max.block.ms", 1_000L),
                Map.entry("linger.ms", 5L),
                Map.entry("buffer.memory", 16L * 1024 * 1024),
                Map.entry("reconnect.backoff.max.ms", 2_000L),
                Map.entry("compression.type", "lz4")),
            new StringSerializer(),
            new StringSerializer());
  }

  /** What became of a send. */
  sealed interface Receipt {

    record Acknowledged() implements Receipt {}

    /** Another try may succeed. */
    record Failed(String cause) implements Receipt {}

    /** No try of this record will ever succeed. */
    record Refused(String cause) implements Receipt {}
  }

  /**
   * Sends one record and waits for its acknowledgement. The record goes on with the trace of the
   * change that it tells about, however much later it is sent.
   */
  Receipt send(PendingEvent event) {
    try (Operation operation =
        tracing.send(
            "send " + event.topic(), TraceHeaders.ofTraceParent(event.labels().traceParent()))) {
      operation
          .with("messaging.system", "kafka")
          .with("messaging.destination.name", event.topic())
          .with("messaging.message.id", event.labels().eventId());
      return acknowledged(record(event, operation));
    }
  }

  private static ProducerRecord<String, String> record(PendingEvent event, Operation operation) {
    ProducerRecord<String, String> record =
        new ProducerRecord<>(event.topic(), event.key(), event.payload());
    BiConsumer<String, String> header =
        (name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    event.headers().forEach(header);
    operation.writeHeaders(header);
    return record;
  }

  private Receipt acknowledged(ProducerRecord<String, String> record) {
    try {
      producer.send(record).get(SEND_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
      return new Receipt.Acknowledged();
    } catch (ExecutionException failed) {
      return receipt(failed.getCause() == null ? failed : failed.getCause());
    } catch (KafkaException failed) {
      return receipt(failed);
    } catch (TimeoutException late) {
      return new Receipt.Failed("no acknowledgement in time");
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return new Receipt.Failed("interrupted");
    }
  }

  private static Receipt receipt(Throwable cause) {
    boolean permanent =
        cause instanceof RecordTooLargeException
            || cause instanceof SerializationException
            || cause instanceof AuthorizationException;
    return permanent ? new Receipt.Refused(cause.toString()) : new Receipt.Failed(cause.toString());
  }

  /** Creates the topics that are missing; false when the broker could not be asked. */
  boolean createTopics(List<String> names) {
    try (Admin admin =
        Admin.create(
            Map.of(
                "bootstrap.servers",
                servers,
                "client.id",
                "fluxpay-engine-topics",
                "request.timeout.ms",
                3_000,
                "default.api.timeout.ms",
                (int) TOPIC_LIMIT.toMillis()))) {
      List<NewTopic> topics =
          names.stream()
              .map(name ->
                  new NewTopic(name, Optional.of(PARTITIONS), Optional.empty())
                      .configs(Map.of("retention.ms", RETENTION_MILLIS)))
              .toList();
      var results = admin.createTopics(topics).values();
      for (var result : results.entrySet()) {
        created(result.getKey(), result.getValue());
      }
      return true;
    } catch (ExecutionException | TimeoutException | KafkaException away) {
      LOG.warn("the topics cannot be created yet: {}", away.toString());
      return false;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static void created(String name, KafkaFuture<Void> result)
      throws ExecutionException, TimeoutException, InterruptedException {
    try {
      result.get(TOPIC_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
      LOG.info("topic {} is created", name);
    } catch (ExecutionException failed) {
      if (!(failed.getCause() instanceof TopicExistsException)
          && !(failed.getCause() instanceof AuthorizationException)) {
        throw failed;
      }
      LOG.debug("topic {} is not ours to create", name, failed);
    }
  }

  /** Whether a broker is connected; the producer keeps a connection also when it sends nothing. */
  boolean isConnected() {
    return producer.metrics().entrySet().stream()
        .filter(metric ->
            metric.getKey().name().equals("connection-count")
                && metric.getKey().group().equals("producer-metrics"))
        .anyMatch(metric -> metric.getValue().metricValue() instanceof Double count && count > 0);
  }

  /** Flushes what was sent, for a bounded time. */
  @Override
  public void close() {
    producer.close(FLUSH_LIMIT);
  }
}
