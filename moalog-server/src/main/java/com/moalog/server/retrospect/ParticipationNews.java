package com.moalog.server.retrospect;

import com.moalog.server.event.EventLog;
import com.moalog.server.event.LiveEvent;
import com.moalog.server.model.RetrospectId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Tells those who watch a retrospect how many take part and have submitted. Thread-safe; part of
 * the caller's transaction, as its last step.
 */
@Component
public class ParticipationNews {

  private final JdbcClient database;
  private final EventLog events;

  ParticipationNews(JdbcClient database, EventLog events) {
    this.database = database;
    this.events = events;
  }

  /** Somebody takes part. */
  void joined(RetrospectId retrospect) {
    events.append(retrospect, () -> new LiveEvent.Joined(count(retrospect, false)));
  }

  /** Somebody has submitted, or changed what was submitted. */
  public void submitted(RetrospectId retrospect) {
    events.append(retrospect, () -> new LiveEvent.Submitted(count(retrospect, true)));
  }

  private long count(RetrospectId retrospect, boolean submittedOnly) {
    return database
        .sql(
            """
            SELECT COUNT(*) FROM member_retro
            WHERE retrospect_id = :retrospect AND (status <> 'DRAFT' OR NOT :submittedOnly)
            """)
        .param("retrospect", retrospect.value())
        .param("submittedOnly", submittedOnly)
        .query(Long.class)
        .single();
  }
}
