package com.moalog.server.trend;

import com.moalog.server.model.RoomId;
import com.moalog.server.model.TimeText;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads what trends are made of. Thread-safe. */
@Repository
class TrendRows {

  /** Retrospects that are looked over. */
  static final int LATEST = 12;

  /** Answers whose topics are looked for, the latest ones. */
  static final int MOST_ANSWERS = 2_000;

  private final JdbcClient database;
  private final JsonMapper json;

  TrendRows(JdbcClient database, JsonMapper json) {
    this.database = database;
    this.json = json;
  }

  /** The latest retrospects of a room, the oldest of them first; imported ones count too. */
  List<Session> latest(RoomId room) {
    List<Session> sessions =
        new ArrayList<>(
            database
                .sql(
                    """
                    SELECT retrospect_id, title, start_time, analysis_json,
                      (SELECT COUNT(*) FROM member_retro
                       WHERE member_retro.retrospect_id = retrospects.retrospect_id)
                      + (SELECT COUNT(*) FROM imported_participant
                         WHERE imported_participant.retrospect_id = retrospects.retrospect_id)
                        AS participants,
                      (SELECT COUNT(*) FROM member_retro
                       WHERE member_retro.retrospect_id = retrospects.retrospect_id
                         AND member_retro.status <> 'DRAFT')
                      + (SELECT COUNT(*) FROM imported_participant
                         WHERE imported_participant.retrospect_id = retrospects.retrospect_id
                           AND imported_participant.status <> 'DRAFT') AS submitters
                    FROM retrospects WHERE retrospect_room_id = :room
                    ORDER BY start_time DESC, retrospect_id DESC LIMIT :latest
                    """)
                .param("room", room.value())
                .param("latest", LATEST)
                .query(this::session)
                .list());
    return sessions.reversed();
  }

  private Session session(ResultSet row, int number) throws SQLException {
    return new Session(
        row.getLong("retrospect_id"),
        row.getString("title"),
        TimeText.date(row.getObject("start_time", LocalDateTime.class)),
        row.getLong("participants"),
        row.getLong("submitters"),
        emotions(row.getString("analysis_json")));
  }

  private List<Emotion> emotions(@Nullable String analysis) {
    List<Emotion> emotions = new ArrayList<>();
    if (analysis != null) {
      for (JsonNode one : json.readTree(analysis).path("emotionRank")) {
        emotions.add(new Emotion(one.path("label").asString(""), one.path("count").asInt(0)));
      }
    }
    return emotions;
  }

  /** What was submitted in these retrospects. */
  List<Answer> answers(List<Long> retrospects) {
    if (retrospects.isEmpty()) {
      return List.of();
    }
    return database
        .sql(
            """
            SELECT response.retrospect_id, response.response FROM response
            LEFT JOIN member_response ON member_response.response_id = response.response_id
            LEFT JOIN member_retro ON member_retro.retrospect_id = response.retrospect_id
              AND member_retro.member_id = member_response.member_id
            WHERE response.retrospect_id IN (:ids) AND response.response <> ''
              AND (member_response.member_id IS NULL OR member_retro.status <> 'DRAFT')
            ORDER BY response.response_id DESC LIMIT :most
            """)
        .param("ids", retrospects)
        .param("most", MOST_ANSWERS)
        .query((row, _) -> new Answer(row.getLong(1), row.getString(2)))
        .list();
  }

  /** One retrospect of a room. */
  record Session(
      long retrospectId,
      String title,
      String date,
      long participants,
      long submitters,
      List<Emotion> emotions) {

    Session {
      emotions = List.copyOf(emotions);
    }
  }

  /** An emotion of an analysis. */
  record Emotion(String label, int count) {}

  /** A submitted answer. */
  record Answer(long retrospect, String text) {}
}
