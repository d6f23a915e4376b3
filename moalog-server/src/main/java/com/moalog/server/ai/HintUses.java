package com.moalog.server.ai;

import com.moalog.server.model.KoreanTime;
import com.moalog.server.model.MemberId;
import com.moalog.server.model.RetrospectId;
import java.time.Clock;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The record of successful calls of the writing assistant. Thread-safe; takes part in the caller's
 * transaction.
 */
@Repository
class HintUses {

  private final JdbcClient database;
  private final Clock clock;

  HintUses(JdbcClient database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  void add(MemberId member, RetrospectId retrospect, int question) {
    database
        .sql(
            """
            INSERT INTO assistant_usage (member_id, retrospect_id, question_id, created_at)
            VALUES (:member, :retrospect, :question, :now)
            """)
        .param("member", member.value())
        .param("retrospect", retrospect.value())
        .param("question", question)
        .param("now", KoreanTime.nowInUtc(clock))
        .update();
  }
}
