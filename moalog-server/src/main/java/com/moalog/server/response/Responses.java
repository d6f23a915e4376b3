package com.moalog.server.response;

import com.moalog.server.http.ErrorCode;
import com.moalog.server.http.Page;
import com.moalog.server.http.Refusal;
import com.moalog.server.model.MemberId;
import com.moalog.server.model.ResponseId;
import com.moalog.server.model.RetrospectId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads answers as others see them. Thread-safe; takes part in the caller's transaction. */
@Repository
class Responses {

  private static final String ACCESS =
      """
      SELECT response.retrospect_id, membership.member_id IS NOT NULL AS inside
      FROM response
      JOIN retrospects ON retrospects.retrospect_id = response.retrospect_id
      LEFT JOIN member_retro_room membership
        ON membership.retrospect_room_id = retrospects.retrospect_room_id
        AND membership.member_id = :member
      WHERE response.response_id = :response
      """;

  private final JdbcClient database;

  Responses(JdbcClient database) {
    this.database = database;
  }

  /**
   * The retrospect of an answer; everybody outside its room is refused: 404 without such an answer,
   * else 403.
   */
  RetrospectId requireInside(ResponseId response, MemberId caller) {
    return require(ACCESS, response, caller);
  }

  /** Like {@link #requireInside}, and locks the answer until the transaction ends. */
  RetrospectId requireInsideLocked(ResponseId response, MemberId caller) {
    return require(ACCESS + " FOR UPDATE OF response", response, caller);
  }

  private RetrospectId require(String query, ResponseId response, MemberId caller) {
    Whereabouts found =
        database
            .sql(query)
            .param("member", caller.value())
            .param("response", response.value())
            .query((row, _) ->
                new Whereabouts(
                    new RetrospectId(row.getLong("retrospect_id")), row.getBoolean("inside")))
            .optional()
            .orElseThrow(() -> Refusal.of(ErrorCode.RESPONSE_NOT_FOUND));
    if (!found.inside()) {
      throw Refusal.of(ErrorCode.NO_ACCESS);
    }
    return found.retrospect();
  }

  /**
   * A page of answers, the newest first. Blank ones are left out. What others have not submitted is
   * theirs alone; answers of members who have left stay.
   */
  Page<Entry> page(MemberId caller, Query query) {
    var rows =
        database
            .sql(
                """
                SELECT response.response_id, COALESCE(author.nickname, ''), response.response,
                  (SELECT COUNT(*) FROM response_like
                   WHERE response_like.response_id = response.response_id),
                  (SELECT COUNT(*) FROM response_comment
                   WHERE response_comment.response_id = response.response_id)
                FROM response
                LEFT JOIN member_response ON member_response.response_id = response.response_id
                LEFT JOIN member author ON author.member_id = member_response.member_id
                LEFT JOIN member_retro participation
                  ON participation.retrospect_id = response.retrospect_id
                  AND participation.member_id = member_response.member_id
                WHERE response.retrospect_id = :retrospect
                  AND response.response REGEXP '[^[:space:]]'
                  AND (:question = 0 OR response.question_no = :question)
                  AND (:cursor IS NULL OR response.response_id < :cursor)
                  AND (author.member_id IS NULL OR author.member_id = :caller
                    OR participation.status IN ('SUBMITTED', 'ANALYZED'))
                ORDER BY response.response_id DESC
                LIMIT :limit
                """)
            .param("retrospect", query.retrospect().value())
            .param("question", query.category().questionNumber())
            .param("cursor", query.cursor())
            .param("caller", caller.value())
            .param("limit", query.size() + 1)
            .query((row, _) ->
                new Entry(
                    row.getLong(1),
                    row.getString(2),
                    row.getString(3),
                    row.getLong(4),
                    row.getLong(5)))
            .list();
    return Page.of(rows, query.size(), Entry::responseId);
  }

  private record Whereabouts(RetrospectId retrospect, boolean inside) {}

  /** Which answers to read. */
  record Query(RetrospectId retrospect, AnswerCategory category, @Nullable Long cursor, int size) {}

  record Entry(
      long responseId, String userName, String content, long likeCount, long commentCount) {}
}
