package com.moalog.server.retrospect;

import com.moalog.server.database.Insertion;
import com.moalog.server.model.KoreanTime;
import com.moalog.server.model.Language;
import com.moalog.server.model.MemberId;
import com.moalog.server.model.RetrospectId;
import com.moalog.server.retrospect.model.Retrospect;
import com.moalog.server.retrospect.model.RetrospectMethod;
import java.time.Clock;
import java.time.LocalDateTime;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Writes retrospects and participations. Thread-safe; takes part in the caller's transaction. */
@Repository
class RetrospectRows {

  private final JdbcClient database;
  private final JdbcTemplate batches;
  private final Clock clock;

  RetrospectRows(JdbcClient database, JdbcTemplate batches, Clock clock) {
    this.database = database;
    this.batches = batches;
    this.clock = clock;
  }

  LocalDateTime nowInKorea() {
    return KoreanTime.nowInKorea(clock);
  }

  /** Stores a planned retrospect with its links and returns its id. */
  long insert(Proposal.Plan plan, MemberId creator) {
    long id =
        Insertion.idOf(
            database
                .sql(
                    """
                    INSERT INTO retrospects (title, retrospect_method, start_time,
                      retrospect_room_id, created_by, created_at, updated_at)
                    VALUES (:title, :method, :start, :room, :creator, :now, :now)
                    """)
                .param("title", plan.title())
                .param("method", plan.method().name())
                .param("start", plan.startTime())
                .param("room", plan.room().value())
                .param("creator", creator.value())
                .param("now", KoreanTime.nowInUtc(clock)));
    if (!plan.links().isEmpty()) {
      batches.batchUpdate(
          "INSERT INTO retro_reference (title, url, retrospect_id) VALUES (?, ?, ?)",
          plan.links().stream().map(link -> new Object[] {link, link, id}).toList());
    }
    return id;
  }

  /**
   * Stores a participation with one empty answer per question and returns its id.
   *
   * @throws org.springframework.dao.DuplicateKeyException when the member takes part already
   */
  long insertParticipation(Retrospect retrospect, MemberId member) {
    long participation =
        Insertion.idOf(
            database
                .sql(
                    "INSERT INTO member_retro (member_id, retrospect_id) VALUES (:member, :retrospect)")
                .param("member", member.value())
                .param("retrospect", retrospect.id().value()));
    for (int number = 1; number <= RetrospectMethod.QUESTION_COUNT; number++) {
      long answer = insertEmptyAnswer(retrospect, number);
      database
          .sql("INSERT INTO member_response (member_id, response_id) VALUES (:member, :answer)")
          .param("member", member.value())
          .param("answer", answer)
          .update();
    }
    return participation;
  }

  private long insertEmptyAnswer(Retrospect retrospect, int number) {
    return Insertion.idOf(
        database
            .sql(
                """
                INSERT INTO response
                  (question, response, question_no, retrospect_id, created_at, updated_at)
                VALUES (:question, '', :number, :retrospect, :now, :now)
                """)
            .param("question", retrospect.method().question(number, Language.KO))
            .param("number", number)
            .param("retrospect", retrospect.id().value())
            .param("now", KoreanTime.nowInUtc(clock)));
  }

  /** Deletes a retrospect; the database deletes everything below it. */
  void delete(RetrospectId id) {
    database
        .sql("DELETE FROM retrospects WHERE retrospect_id = :id")
        .param("id", id.value())
        .update();
  }
}
