package com.moalog.server.retrospect;

import com.moalog.server.database.Transactions;
import com.moalog.server.http.ErrorCode;
import com.moalog.server.http.Refusal;
import com.moalog.server.model.KoreanTime;
import com.moalog.server.model.MemberId;
import com.moalog.server.model.RetrospectId;
import com.moalog.server.model.TimeText;
import com.moalog.server.retrospect.model.Answer;
import com.moalog.server.retrospect.model.Participation;
import com.moalog.server.retrospect.model.ParticipationStatus;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Saves, submits and reads a participant's own answers. Thread-safe. */
@Service
class Answers {

  private final JdbcClient database;
  private final Transactions transactions;
  private final RetrospectAccess access;
  private final Clock clock;

  Answers(JdbcClient database, Transactions transactions, RetrospectAccess access, Clock clock) {
    this.database = database;
    this.transactions = transactions;
    this.access = access;
    this.clock = clock;
  }

  /** Saves drafts; questions that are not among them keep their text. */
  Saved save(MemberId caller, RetrospectId id, List<Answer> drafts) {
    LocalDateTime now = KoreanTime.nowInUtc(clock);
    transactions.run(() -> {
      draft(access.requireLocked(id, caller), ErrorCode.NO_ACCESS);
      write(caller, id, drafts, now);
    });
    return new Saved(id.value(), TimeText.date(KoreanTime.fromUtc(now)));
  }

  /** Submits all five answers, for good. */
  Submitted submit(MemberId caller, RetrospectId id, List<Answer> answers) {
    LocalDateTime now = KoreanTime.nowInUtc(clock);
    transactions.run(() -> {
      RetrospectView view = access.requireLocked(id, caller);
      Participation participation = draft(view, ErrorCode.RETROSPECT_NOT_FOUND);
      write(caller, id, answers, now);
      database
          .sql(
              """
              UPDATE member_retro SET status = 'SUBMITTED', submitted_at = :now
              WHERE member_retro_id = :id AND status = 'DRAFT'
              """)
          .param("now", now)
          .param("id", participation.id())
          .update();
    });
    return new Submitted(
        id.value(), TimeText.date(KoreanTime.fromUtc(now)), ParticipationStatus.SUBMITTED.name());
  }

  private static Participation draft(RetrospectView view, ErrorCode withoutParticipation) {
    Participation participation = view.requireParticipation(withoutParticipation);
    if (participation.status() != ParticipationStatus.DRAFT) {
      throw Refusal.of(ErrorCode.ALREADY_SUBMITTED);
    }
    return participation;
  }

  /** Writes all given answers in one statement. */
  private void write(MemberId member, RetrospectId id, List<Answer> answers, LocalDateTime now) {
    StringBuilder texts = new StringBuilder();
    for (Answer answer : answers) {
      int number = answer.questionNumber();
      texts.append(" WHEN ").append(number).append(" THEN :content").append(number);
    }
    JdbcClient.StatementSpec update =
        database
            .sql(
                """
                UPDATE response
                JOIN member_response ON member_response.response_id = response.response_id
                SET response.response = CASE response.question_no%s END,
                  response.updated_at = :now
                WHERE response.retrospect_id = :id AND member_response.member_id = :member
                  AND response.question_no IN (:numbers)
                """
                    .formatted(texts))
            .param("now", now)
            .param("id", id.value())
            .param("member", member.value())
            .param("numbers", answers.stream().map(Answer::questionNumber).toList());
    for (Answer answer : answers) {
      update = update.param("content" + answer.questionNumber(), answer.content());
    }
    update.update();
  }

  /** The caller's own answers, whatever their state. */
  Own own(MemberId caller, RetrospectId id) {
    Participation participation =
        access.require(id, caller).requireParticipation(ErrorCode.NO_ACCESS);
    List<OwnAnswer> answers =
        database
            .sql(
                """
                SELECT response.question_no, response.response FROM response
                JOIN member_response ON member_response.response_id = response.response_id
                WHERE response.retrospect_id = :id AND member_response.member_id = :member
                  AND response.question_no IS NOT NULL
                ORDER BY response.question_no
                """)
            .param("id", id.value())
            .param("member", caller.value())
            .query((row, _) -> new OwnAnswer(row.getInt(1), row.getString(2)))
            .list();
    return new Own(id.value(), participation.status().name(), answers);
  }

  record Saved(long retrospectId, String updatedAt) {}

  record Submitted(long retrospectId, String submittedAt, String status) {}

  record Own(long retrospectId, String status, List<OwnAnswer> drafts) {}

  record OwnAnswer(int questionNumber, String content) {}
}
