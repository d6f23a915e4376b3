package com.moalog.server.retrospect;

import com.moalog.server.model.KoreanTime;
import com.moalog.server.model.MemberId;
import com.moalog.server.model.RetrospectId;
import com.moalog.server.room.model.Standing;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** How members stand to a retrospect. Thread-safe. */
@Repository
class Standings {

  private final JdbcClient database;

  Standings(JdbcClient database) {
    this.database = database;
  }

  /** How many participants have submitted. */
  long submitted(RetrospectId id) {
    return database
        .sql(
            """
            SELECT COUNT(*) FROM member_retro
            WHERE retrospect_id = :retrospect AND status <> 'DRAFT'
            """)
        .param("retrospect", id.value())
        .query((row, _) -> row.getLong(1))
        .single();
  }

  /** How a member stands to a retrospect that it belongs to; one query. */
  MyStanding of(MemberId caller, RetrospectView view, long submitted) {
    var participation = view.participation();
    boolean mayDelete =
        view.standing() == Standing.OWNER || caller.equals(view.retrospect().createdBy());
    String startsAt =
        DateTimeFormatter.ISO_INSTANT.format(
            KoreanTime.toUtc(view.retrospect().startTime()).toInstant(ZoneOffset.UTC));
    return new MyStanding(
        view.retrospect().id().value(),
        startsAt,
        participation == null ? "NONE" : participation.status().name(),
        view.retrospect().analysed(),
        mayDelete,
        submitted,
        liked(view.retrospect().id(), caller));
  }

  private List<Long> liked(RetrospectId id, MemberId caller) {
    return database
        .sql(
            """
            SELECT response.response_id FROM response_like
            JOIN response ON response.response_id = response_like.response_id
            WHERE response_like.member_id = :member AND response.retrospect_id = :retrospect
            ORDER BY response.response_id
            """)
        .param("member", caller.value())
        .param("retrospect", id.value())
        .query((row, _) -> row.getLong(1))
        .list();
  }

  /**
   * How the caller stands to a retrospect.
   *
   * @param startsAt RFC 3339; until then members may join
   * @param status "NONE", or the status of the caller's participation
   * @param mayDelete whether the caller may delete it
   * @param submittedCount how many participants have submitted
   * @param likedResponseIds the answers that the caller likes
   */
  record MyStanding(
      long retrospectId,
      String startsAt,
      String status,
      boolean analysed,
      boolean mayDelete,
      long submittedCount,
      List<Long> likedResponseIds) {
    MyStanding {
      likedResponseIds = List.copyOf(likedResponseIds);
    }
  }
}
