package com.moalog.server.retrospect;

import com.moalog.server.database.Insertion;
import com.moalog.server.event.EventLog;
import com.moalog.server.event.LiveEvent;
import com.moalog.server.event.Milestone;
import com.moalog.server.http.ErrorCode;
import com.moalog.server.http.Refusal;
import com.moalog.server.model.KoreanTime;
import com.moalog.server.model.Language;
import com.moalog.server.model.MemberId;
import com.moalog.server.model.RetrospectId;
import com.moalog.server.retrospect.model.Retrospect;
import com.moalog.server.retrospect.model.RetrospectMethod;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Writes retrospects and participations. Thread-safe; takes part in the caller's transaction. */
@Repository
class RetrospectRows {

  private final JdbcClient database;
  private final JdbcTemplate batches;
  private final EventLog events;
  private final Clock clock;

  RetrospectRows(JdbcClient database, JdbcTemplate batches, EventLog events, Clock clock) {
    this.database = database;
    this.batches = batches;
    this.events = events;
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
                      retrospect_room_id, anonymous, created_by, created_at, updated_at)
                    VALUES (:title, :method, :start, :room, :anonymous, :creator, :now, :now)
                    """)
                .param("title", plan.title())
                .param("method", plan.method().name())
                .param("start", plan.startTime())
                .param("room", plan.room().value())
                .param("anonymous", plan.anonymous())
                .param("creator", creator.value())
                .param("now", KoreanTime.nowInUtc(clock)));
    if (!plan.links().isEmpty()) {
      batches.batchUpdate(
          "INSERT INTO retro_reference (title, url, retrospect_id) VALUES (?, ?, ?)",
          plan.links().stream().map(link -> new Object[] {link, link, id}).toList());
    }
    events.reached(new RetrospectId(id), Milestone.OPENED);
    return id;
  }

  /**
   * Stores a participation and returns its id; unless the retrospect is anonymous, with one empty
   * answer per question.
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
    if (!isAnonymous(retrospect.id())) {
      insertEmptyAnswers(retrospect, member);
    }
    return participation;
  }

  /** Looked up after the participation is there, which keeps the retrospect from changing. */
  private boolean isAnonymous(RetrospectId id) {
    return database
        .sql("SELECT anonymous FROM retrospects WHERE retrospect_id = :id")
        .param("id", id.value())
        .query(Boolean.class)
        .single();
  }

  private void insertEmptyAnswers(Retrospect retrospect, MemberId member) {
    for (int number = 1; number <= RetrospectMethod.QUESTION_COUNT; number++) {
      long answer = insertEmptyAnswer(retrospect, number);
      database
          .sql("INSERT INTO member_response (member_id, response_id) VALUES (:member, :answer)")
          .param("member", member.value())
          .param("answer", answer)
          .update();
    }
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

  /** Makes a retrospect anonymous or not, while nothing has been written in it. */
  void setAnonymous(Retrospect retrospect, boolean anonymous) {
    database
        .sql("UPDATE retrospects SET anonymous = :anonymous WHERE retrospect_id = :id")
        .param("anonymous", anonymous)
        .param("id", retrospect.id().value())
        .update();
    database
        .sql("DELETE FROM response WHERE retrospect_id = :id")
        .param("id", retrospect.id().value())
        .update();
    if (!anonymous) {
      participants(retrospect.id()).forEach(member -> insertEmptyAnswers(retrospect, member));
    }
  }

  /** Tells who has the page open; the last step of the transaction. */
  void announceMode(RetrospectId id, boolean anonymous) {
    events.append(id, new LiveEvent.ModeChanged(anonymous));
  }

  private List<MemberId> participants(RetrospectId id) {
    return database
        .sql(
            """
            SELECT member_id FROM member_retro
            WHERE retrospect_id = :id AND member_id IS NOT NULL ORDER BY member_retro_id
            """)
        .param("id", id.value())
        .query((row, _) -> new MemberId(row.getLong(1)))
        .list();
  }

  /** How far a retrospect is; locks it until the transaction ends when it may change its mode. */
  Progress progress(RetrospectId id, boolean locked) {
    return database
        .sql(
            """
            SELECT retrospects.anonymous,
              (SELECT COUNT(*) FROM member_retro
               WHERE member_retro.retrospect_id = retrospects.retrospect_id
                 AND member_retro.status <> 'DRAFT'),
              EXISTS (SELECT 1 FROM response
                WHERE response.retrospect_id = retrospects.retrospect_id
                  AND response.response <> '')
              OR EXISTS (SELECT 1 FROM anonymous_draft
                WHERE anonymous_draft.retrospect_id = retrospects.retrospect_id)
            FROM retrospects WHERE retrospects.retrospect_id = :id
            """
                + (locked ? "FOR UPDATE OF retrospects" : ""))
        .param("id", id.value())
        .query((row, _) -> new Progress(row.getBoolean(1), row.getLong(2), row.getBoolean(3)))
        .optional()
        .orElseThrow(() -> Refusal.of(ErrorCode.RETROSPECT_NOT_FOUND));
  }

  /** How many have submitted, and whether anything has been written at all. */
  record Progress(boolean anonymous, long submitters, boolean begun) {}

  /** Deletes a retrospect; the database deletes everything below it. */
  void delete(RetrospectId id) {
    database
        .sql("DELETE FROM retrospects WHERE retrospect_id = :id")
        .param("id", id.value())
        .update();
  }
}
