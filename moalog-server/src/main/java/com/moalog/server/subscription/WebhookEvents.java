package com.moalog.server.subscription;

import com.moalog.server.model.KoreanTime;
import java.time.Clock;
import java.time.Duration;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The events that have been heard. Thread-safe; takes part in the caller's transaction. */
@Repository
class WebhookEvents {

  /** Longer than the payment engine goes on delivering an event. */
  static final Duration LIFETIME = Duration.ofDays(30);

  private final JdbcClient database;
  private final Clock clock;

  WebhookEvents(JdbcClient database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /** Remembers the event; false when it was heard before. */
  boolean isNew(String key) {
    try {
      database
          .sql("INSERT INTO webhook_event (event_key, received_at) VALUES (:key, :now)")
          .param("key", key)
          .param("now", KoreanTime.nowInUtc(clock))
          .update();
      return true;
    } catch (DuplicateKeyException heardBefore) {
      return false;
    }
  }

  /** Forgets old events, at most as many as given. */
  void forgetOld(int most) {
    database
        .sql("DELETE FROM webhook_event WHERE received_at < :before LIMIT :most")
        .param("before", KoreanTime.nowInUtc(clock).minus(LIFETIME))
        .param("most", most)
        .update();
  }
}
