package com.moalog.server.anonymous;

import com.moalog.server.model.MemberId;
import com.moalog.server.model.RetrospectId;
import com.moalog.server.retrospect.AnonymousAnswers;
import com.moalog.server.retrospect.model.Answer;
import com.moalog.server.retrospect.model.Retrospect;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Anonymous answers in the database. Neither a row nor its id, its times, its place or a proof says
 * who wrote an answer, or which answers have one author. Thread-safe; takes part in the caller's
 * transaction.
 */
final class KeptAnonymousAnswers implements AnonymousAnswers {

  private final JdbcClient database;
  private final AnonymousDrafts drafts;
  private final AnswerPool pool;
  private final RandomGenerator random;

  KeptAnonymousAnswers(
      JdbcClient database, AnonymousDrafts drafts, AnswerPool pool, RandomGenerator random) {
    this.database = database;
    this.drafts = drafts;
    this.pool = pool;
    this.random = random;
  }

  @Override
  public void prepare(Retrospect retrospect) {
    pool.addBlock(retrospect);
  }

  @Override
  public void save(Retrospect retrospect, MemberId member, List<Answer> written) {
    drafts.save(retrospect.id(), member, written);
  }

  @Override
  public List<Answer> drafts(Retrospect retrospect, MemberId member) {
    return drafts.of(retrospect.id(), member);
  }

  @Override
  public String submit(
      Retrospect retrospect, MemberId member, List<Answer> answers, @Nullable String editToken) {
    EditToken token = editToken == null ? EditToken.create(random) : new EditToken(editToken);
    drafts.erase(retrospect.id(), member);
    Map<Integer, Long> rows = pool.take(retrospect, token);
    for (Answer answer : answers) {
      Long row = rows.get(answer.questionNumber());
      if (row == null) {
        throw new IllegalStateException("no row for question " + answer.questionNumber());
      }
      write(row, answer.content());
    }
    return token.text();
  }

  /** The times of the row stay what they were. */
  void write(long row, String content) {
    database
        .sql("UPDATE response SET response = :content WHERE response_id = :row")
        .param("content", content)
        .param("row", row)
        .update();
  }

  @Override
  public boolean knows(Retrospect retrospect, String editToken) {
    return !find(retrospect.id(), new EditToken(editToken)).isEmpty();
  }

  /** The answers that were submitted with a token, by their questions. */
  List<Own> find(RetrospectId retrospect, EditToken token) {
    List<Own> own = new ArrayList<>();
    database
        .sql(
            """
            SELECT response.response_id, response.question_no, response.response,
              anonymous_answer.edit_proof
            FROM response
            JOIN anonymous_answer ON anonymous_answer.response_id = response.response_id
            WHERE response.retrospect_id = :id ORDER BY response.question_no
            """)
        .param("id", retrospect.value())
        .query(row -> {
          if (row.getString(4).equals(token.proof(row.getLong(1)))) {
            own.add(new Own(row.getLong(1), row.getInt(2), row.getString(3)));
          }
        });
    return own;
  }

  /** An answer that its author has found again. */
  record Own(long responseId, int questionNumber, String content) {}
}
