package com.moalog.server.response;

import com.moalog.server.database.Insertion;
import com.moalog.server.database.Transactions;
import com.moalog.server.event.EventLog;
import com.moalog.server.event.LiveEvent;
import com.moalog.server.http.Page;
import com.moalog.server.model.KoreanTime;
import com.moalog.server.model.MemberId;
import com.moalog.server.model.ResponseId;
import com.moalog.server.model.RetrospectId;
import com.moalog.server.model.TimeText;
import java.time.Clock;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** What members write under an answer. Thread-safe. */
@Service
class Comments {

  private final JdbcClient database;
  private final Transactions transactions;
  private final Responses responses;
  private final EventLog events;
  private final Clock clock;

  Comments(
      JdbcClient database,
      Transactions transactions,
      Responses responses,
      EventLog events,
      Clock clock) {
    this.database = database;
    this.transactions = transactions;
    this.responses = responses;
    this.events = events;
    this.clock = clock;
  }

  /** A page of comments, the newest first. */
  Page<Entry> page(MemberId caller, ResponseId response, @Nullable Long cursor, int size) {
    responses.requireInside(response, caller);
    var rows =
        database
            .sql(
                """
                SELECT response_comment.response_comment_id, author.member_id,
                  COALESCE(NULLIF(author.nickname, ''), 'Unknown'), response_comment.content,
                  response_comment.created_at
                FROM response_comment
                JOIN member author ON author.member_id = response_comment.member_id
                WHERE response_comment.response_id = :response
                  AND (:cursor IS NULL OR response_comment.response_comment_id < :cursor)
                ORDER BY response_comment.response_comment_id DESC
                LIMIT :limit
                """)
            .param("response", response.value())
            .param("cursor", cursor)
            .param("limit", size + 1)
            .query((row, _) ->
                new Entry(
                    row.getLong(1),
                    row.getLong(2),
                    row.getString(3),
                    row.getString(4),
                    koreanText(row.getObject(5, LocalDateTime.class))))
            .list();
    return Page.of(rows, size, Entry::commentId);
  }

  /** Adds a comment. */
  Added add(MemberId caller, ResponseId response, String content) {
    LocalDateTime now = KoreanTime.nowInUtc(clock);
    return transactions.compute(() -> {
      RetrospectId retrospect = responses.requireInside(response, caller);
      long id =
          Insertion.idOf(
              database
                  .sql(
                      """
                      INSERT INTO response_comment
                        (content, response_id, member_id, created_at, updated_at)
                      VALUES (:content, :response, :member, :now, :now)
                      """)
                  .param("content", content)
                  .param("response", response.value())
                  .param("member", caller.value())
                  .param("now", now));
      events.append(retrospect, new LiveEvent.Commented(response.value(), id));
      return new Added(id, response.value(), content, koreanText(now));
    });
  }

  private static String koreanText(LocalDateTime utc) {
    return TimeText.dateTime(KoreanTime.fromUtc(utc));
  }

  record Entry(long commentId, long memberId, String userName, String content, String createdAt) {}

  record Added(long commentId, long responseId, String content, String createdAt) {}
}
