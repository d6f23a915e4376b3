package com.moalog.fluxpay;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An example of a consumer: it sums up what was captured per order. Events come at least once, so
 * each is noted in {@code processed_events} in the transaction of its effect; one that was noted
 * before has none. An event that cannot be handled goes to the dead letters after three more tries,
 * and only then are offsets committed.
 */
final class RevenueConsumer implements AutoCloseable {

  static final String GROUP = "revenue";
  static final String DEAD_LETTERS = "fluxpay.dlq.payment.events";

  private static final int RETRIES = 3;

  private final Connection database;
  private final KafkaConsumer<String, String> consumer;
  private final KafkaProducer<String, String> deadLetters;
  private final Duration pause;

  /**
   * Subscribes.
   *
   * @param pause before the first repeat; each further one waits twice as long
   */
  RevenueConsumer(String kafka, Connection database, Duration pause) {
    this.database = database;
    this.pause = pause;
    this.consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                kafka,
                "group.id",
                GROUP,
                "enable.auto.commit",
                false,
                "auto.offset.reset",
                "earliest"),
            new StringDeserializer(),
            new StringDeserializer());
    this.deadLetters =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka, "acks", "all"),
            new StringSerializer(),
            new StringSerializer());
    consumer.subscribe(List.of("fluxpay.payment.events"));
  }

  static Connection connect(String url, String user, String password) throws SQLException {
    Connection connection = DriverManager.getConnection(url, user, password);
    connection.setAutoCommit(false);
    return connection;
  }

  /** Handles what came; offsets are committed after the effects, never before. */
  int poll() throws SQLException {
    int handled = 0;
    for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(200))) {
      handle(record);
      handled++;
    }
    consumer.commitSync();
    return handled;
  }

  private void handle(ConsumerRecord<String, String> record) throws SQLException {
    for (int attempt = 0; ; attempt++) {
      try {
        JsonNode event = JsonMapper.shared().readTree(record.value());
        if (isNew(event.path("id").asString())) {
          apply(event);
        }
        database.commit();
        return;
      } catch (SQLException | JacksonException failed) {
        database.rollback();
        if (attempt == RETRIES) {
          bury(record, failed);
          return;
        }
        LockSupport.parkNanos(pause.toNanos() << attempt);
      }
    }
  }

  private boolean isNew(String event) throws SQLException {
    try (PreparedStatement statement =
        database.prepareStatement(
            """
            INSERT INTO processed_events (consumer_group, event_id) VALUES (?, ?)
            ON CONFLICT DO NOTHING
            """)) {
      statement.setString(1, GROUP);
      statement.setString(2, event);
      return statement.executeUpdate() == 1;
    }
  }

  private void apply(JsonNode event) throws SQLException {
    if (!event.path("type").asString().equals("com.fluxpay.payment.confirmed")) {
      return;
    }
    try (PreparedStatement statement =
        database.prepareStatement(
            """
            INSERT INTO revenue (order_id, amount) VALUES (?, ?)
            ON CONFLICT (order_id) DO UPDATE SET amount = revenue.amount + excluded.amount
            """)) {
      statement.setString(1, event.path("data").path("orderId").asString());
      statement.setBigDecimal(2, event.path("data").path("amount").decimalValue());
      statement.executeUpdate();
    }
  }

  private void bury(ConsumerRecord<String, String> record, Exception why) {
    ProducerRecord<String, String> letter =
        new ProducerRecord<>(DEAD_LETTERS, record.key(), record.value());
    letter.headers().add("X-Error-Message", bytes(String.valueOf(why.getMessage())));
    letter.headers().add("X-Retry-Count", bytes(Integer.toString(RETRIES)));
    Future<?> _ = deadLetters.send(letter);
    deadLetters.flush();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    consumer.close();
    deadLetters.close();
  }
}
