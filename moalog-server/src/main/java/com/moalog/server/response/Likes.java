package com.moalog.server.response;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.moalog.server.database.Transactions;
import com.moalog.server.event.EventLog;
import com.moalog.server.event.LiveEvent;
import com.moalog.server.model.MemberId;
import com.moalog.server.model.ResponseId;
import com.moalog.server.model.RetrospectId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Likes of answers. Thread-safe. */
@Service
class Likes {

  private final JdbcClient database;
  private final Transactions transactions;
  private final Responses responses;
  private final EventLog events;

  Likes(JdbcClient database, Transactions transactions, Responses responses, EventLog events) {
    this.database = database;
    this.transactions = transactions;
    this.responses = responses;
    this.events = events;
  }

  /** Likes an answer, or takes the like back. Toggles of one answer happen one after the other. */
  Liked toggle(MemberId caller, ResponseId response) {
    return transactions.compute(() -> {
      RetrospectId retrospect = responses.requireInsideLocked(response, caller);
      boolean liked = remove(caller, response) == 0;
      if (liked) {
        add(caller, response);
      }
      long total = count(response);
      events.append(retrospect, new LiveEvent.Liked(response.value(), total));
      return new Liked(response.value(), liked, total);
    });
  }

  private int remove(MemberId member, ResponseId response) {
    return database
        .sql("DELETE FROM response_like WHERE member_id = :member AND response_id = :response")
        .param("member", member.value())
        .param("response", response.value())
        .update();
  }

  private void add(MemberId member, ResponseId response) {
    database
        .sql("INSERT INTO response_like (member_id, response_id) VALUES (:member, :response)")
        .param("member", member.value())
        .param("response", response.value())
        .update();
  }

  private long count(ResponseId response) {
    return database
        .sql("SELECT COUNT(*) FROM response_like WHERE response_id = :response")
        .param("response", response.value())
        .query((row, _) -> row.getLong(1))
        .single();
  }

  record Liked(long responseId, @JsonProperty("isLiked") boolean liked, long totalLikes) {}
}
