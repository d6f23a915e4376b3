package com.moalog.server.retrospect;

import com.moalog.server.model.MemberId;
import com.moalog.server.model.RetrospectId;
import com.moalog.server.retrospect.model.Answer;
import com.moalog.server.retrospect.model.Participation;
import java.time.LocalDateTime;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Answers under their author's name. Thread-safe; takes part in the caller's transaction. */
@Repository
class AnswerRows {

  private final JdbcClient database;

  AnswerRows(JdbcClient database) {
    this.database = database;
  }

  /** Writes all given answers in one statement. */
  void write(MemberId member, RetrospectId id, List<Answer> answers, LocalDateTime now) {
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

  /** The member's own answers, whatever their state. */
  List<Answer> own(MemberId member, RetrospectId id) {
    return database
        .sql(
            """
            SELECT response.question_no, response.response FROM response
            JOIN member_response ON member_response.response_id = response.response_id
            WHERE response.retrospect_id = :id AND member_response.member_id = :member
              AND response.question_no IS NOT NULL
            ORDER BY response.question_no
            """)
        .param("id", id.value())
        .param("member", member.value())
        .query((row, _) -> new Answer(row.getInt(1), row.getString(2)))
        .list();
  }

  /** The answers are in, for good. */
  void markSubmitted(Participation participation, LocalDateTime time) {
    database
        .sql(
            """
            UPDATE member_retro SET status = 'SUBMITTED', submitted_at = :time
            WHERE member_retro_id = :id AND status = 'DRAFT'
            """)
        .param("time", time)
        .param("id", participation.id())
        .update();
  }
}
