package com.moalog.server.anonymous;

import com.moalog.server.model.Language;
import com.moalog.server.model.RetrospectId;
import com.moalog.server.retrospect.model.Retrospect;
import com.moalog.server.retrospect.model.RetrospectMethod;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Empty answers that wait for an author. Ids are given in the order of insertion, so an answer that
 * were inserted at its submission would tell its place in time. Instead a block of empty rows is
 * there from the beginning, all alike, and a submission takes one of them at random for each
 * question. A block is much larger than a team: which rows were taken first cannot be seen. Only
 * where more submit than fit, a second block follows, and its answers are known to be later ones.
 *
 * <p>A row is taken by the primary key of its proof: of two submissions that want the same row one
 * chooses again. Thread-safe; takes part in the caller's transaction.
 */
final class AnswerPool {

  /** Rows per question in a block. */
  static final int BLOCK = 32;

  /** With fewer free rows than this per question, chance would have too little to choose from. */
  static final int LEAST_FREE = 8;

  private static final int ATTEMPTS = 50;

  private final JdbcClient database;
  private final RandomGenerator random;

  AnswerPool(JdbcClient database, RandomGenerator random) {
    this.database = database;
    this.random = random;
  }

  /** Adds a block of empty rows; their only time is the day of the retrospect's creation. */
  void addBlock(Retrospect retrospect) {
    for (int number = 1; number <= RetrospectMethod.QUESTION_COUNT; number++) {
      database
          .sql(
              """
              INSERT INTO response
                (question, response, question_no, retrospect_id, created_at, updated_at)
              WITH RECURSIVE numbers AS
                (SELECT 1 AS n UNION ALL SELECT n + 1 FROM numbers WHERE n < :block)
              SELECT :question, '', :number, retrospect_id, DATE(created_at), DATE(created_at)
              FROM retrospects JOIN numbers WHERE retrospect_id = :id
              """)
          .param("block", BLOCK)
          .param("question", retrospect.method().question(number, Language.KO))
          .param("number", number)
          .param("id", retrospect.id().value())
          .update();
    }
  }

  /** Takes a row for each question; the keys are the questions' numbers. */
  Map<Integer, Long> take(Retrospect retrospect, EditToken token) {
    Map<Integer, List<Long>> free = free(retrospect.id());
    for (int number = 1; number <= RetrospectMethod.QUESTION_COUNT; number++) {
      if (free.getOrDefault(number, List.of()).size() < LEAST_FREE) {
        addBlock(retrospect);
        free = free(retrospect.id());
      }
    }
    Map<Integer, Long> taken = new TreeMap<>();
    free.forEach((number, rows) -> taken.put(number, takeOne(rows, token)));
    return taken;
  }

  private long takeOne(List<Long> rows, EditToken token) {
    for (int attempt = 1; attempt <= ATTEMPTS && !rows.isEmpty(); attempt++) {
      long row = rows.remove(random.nextInt(rows.size()));
      if (isTaken(row, token)) {
        return row;
      }
    }
    throw new IllegalStateException("no row is free for an anonymous answer");
  }

  private boolean isTaken(long row, EditToken token) {
    try {
      database
          .sql("INSERT INTO anonymous_answer (response_id, edit_proof) VALUES (:row, :proof)")
          .param("row", row)
          .param("proof", token.proof(row))
          .update();
      return true;
    } catch (DuplicateKeyException lostRace) {
      return false;
    }
  }

  private Map<Integer, List<Long>> free(RetrospectId id) {
    Map<Integer, List<Long>> free = new TreeMap<>();
    database
        .sql(
            """
            SELECT response.question_no, response.response_id FROM response
            LEFT JOIN anonymous_answer ON anonymous_answer.response_id = response.response_id
            WHERE response.retrospect_id = :id AND response.response = ''
              AND anonymous_answer.response_id IS NULL
            """)
        .param("id", id.value())
        .query(row -> {
          free.computeIfAbsent(row.getInt(1), _ -> new ArrayList<>()).add(row.getLong(2));
        });
    return free;
  }
}
