package com.moalog.server.export;

import com.moalog.server.export.Document.Answer;
import com.moalog.server.export.Document.Comment;
import com.moalog.server.export.Document.Participant;
import com.moalog.server.http.ErrorCode;
import com.moalog.server.http.Refusal;
import com.moalog.server.model.KoreanTime;
import com.moalog.server.model.RetrospectId;
import com.moalog.server.model.RoomId;
import com.moalog.server.model.TimeText;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** Reads a document from the database, with eight statements however much it holds. Thread-safe. */
@Repository
class DocumentReader {

  /** Retrospects of one document. */
  static final int MOST_RETROSPECTS = 500;

  private static final int MOST_ACTION_ITEMS = 5_000;

  private final JdbcClient database;
  private final JsonMapper json;
  private final EvidenceRows evidence;

  DocumentReader(JdbcClient database, JsonMapper json, EvidenceRows evidence) {
    this.database = database;
    this.json = json;
    this.evidence = evidence;
  }

  /** A whole room: its latest retrospects, the oldest first; 404 when it is gone by now. */
  Document room(RoomId room) {
    return document(room, heads("retrospect_room_id = :id", room.value()), true);
  }

  /** One retrospect and its action items. */
  Document retrospect(RoomId room, RetrospectId id) {
    return document(room, heads("retrospect_id = :id", id.value()), false);
  }

  private Document document(RoomId room, List<Head> heads, boolean whole) {
    List<Long> ids = heads.stream().map(Head::id).toList();
    Map<Long, List<String>> references = new HashMap<>();
    Map<Long, List<Participant>> participants = new HashMap<>();
    Map<Long, List<KeptAnswer>> answers = new HashMap<>();
    Map<Long, List<EvidenceRows.Cited>> cited = new HashMap<>();
    if (!ids.isEmpty()) {
      references = references(ids);
      participants = participants(ids);
      answers = answers(ids);
      cited = evidence.of(ids);
    }
    List<Document.Retrospect> retrospects = new ArrayList<>();
    for (Head head : heads) {
      List<KeptAnswer> own = answers.getOrDefault(head.id(), List.of());
      retrospects.add(
          new Document.Retrospect(
              head.title(),
              head.method(),
              TimeText.dateTime(head.start()),
              head.anonymous(),
              references.getOrDefault(head.id(), List.of()),
              analysis(head, sentences(cited.getOrDefault(head.id(), List.of()), own)),
              participants.getOrDefault(head.id(), List.of()),
              own.stream().map(KeptAnswer::answer).toList()));
    }
    return new Document(
        Document.FORMAT, Document.VERSION, title(room), retrospects, items(room, ids, whole));
  }

  private Document.Room title(RoomId room) {
    return database
        .sql("SELECT title, description FROM retro_room WHERE retrospect_room_id = :room")
        .param("room", room.value())
        .query((row, _) -> new Document.Room(row.getString(1), row.getString(2)))
        .optional()
        .orElseThrow(() -> Refusal.of(ErrorCode.ROOM_NOT_FOUND));
  }

  private List<Head> heads(String which, long id) {
    return database
        .sql(
            """
            SELECT * FROM (
              SELECT retrospect_id, title, retrospect_method, start_time, anonymous, insight,
                analysis_json
              FROM retrospects WHERE %s
              ORDER BY start_time DESC, retrospect_id DESC LIMIT :most) latest
            ORDER BY start_time, retrospect_id
            """
                .formatted(which))
        .param("id", id)
        .param("most", MOST_RETROSPECTS)
        .query((row, _) ->
            new Head(
                row.getLong("retrospect_id"),
                row.getString("title"),
                row.getString("retrospect_method"),
                row.getObject("start_time", LocalDateTime.class),
                row.getBoolean("anonymous"),
                row.getString("insight"),
                row.getString("analysis_json")))
        .list();
  }

  /** An answer that is not taken along is not cited either. */
  private static List<Document.Sentence> sentences(
      List<EvidenceRows.Cited> cited, List<KeptAnswer> answers) {
    List<Long> ids = answers.stream().map(KeptAnswer::id).toList();
    return cited.stream()
        .map(sentence ->
            new Document.Sentence(
                sentence.text(),
                sentence.answers().stream()
                    .map(ids::indexOf)
                    .filter(place -> place >= 0)
                    .sorted()
                    .toList()))
        .toList();
  }

  private Document.@Nullable Analysis analysis(Head head, List<Document.Sentence> sentences) {
    String insight = head.insight();
    if (insight == null) {
      return null;
    }
    String stored = head.analysis();
    if (stored == null) {
      return new Document.Analysis(insight, List.of(), null, sentences);
    }
    StoredAnalysis read = json.readValue(stored, StoredAnalysis.class);
    return new Document.Analysis(insight, read.emotionRank(), read.generatedBy(), sentences);
  }

  private Map<Long, List<String>> references(List<Long> ids) {
    Map<Long, List<String>> references = new HashMap<>();
    database
        .sql(
            """
            SELECT retrospect_id, url FROM retro_reference
            WHERE retrospect_id IN (:ids) ORDER BY retro_reference_id
            """)
        .param("ids", ids)
        .query(row -> {
          references.computeIfAbsent(row.getLong(1), _ -> new ArrayList<>()).add(row.getString(2));
        });
    return references;
  }

  /**
   * In an anonymous retrospect they have no names and no order of their own: who compares two files
   * would see whose submission came between them.
   */
  private Map<Long, List<Participant>> participants(List<Long> ids) {
    Map<Long, List<Participant>> participants = new HashMap<>();
    database
        .sql(
            """
            SELECT person.retrospect_id, person.part, person.place,
              IF(retrospects.anonymous, NULL, person.name), person.status, person.missions
            FROM (
              SELECT retrospect_id, 0 AS part, imported_participant_id AS place, name, status,
                missions
              FROM imported_participant WHERE retrospect_id IN (:ids)
              UNION ALL
              SELECT member_retro.retrospect_id, 1, member_retro.member_retro_id,
                IF(member.member_id IS NULL, NULL,
                  COALESCE(NULLIF(member.nickname, ''), 'Unknown')),
                member_retro.status, member_retro.personal_insight
              FROM member_retro LEFT JOIN member ON member.member_id = member_retro.member_id
              WHERE member_retro.retrospect_id IN (:ids)) person
            JOIN retrospects ON retrospects.retrospect_id = person.retrospect_id
            ORDER BY IF(retrospects.anonymous, CONCAT(person.status), ''), person.part, person.place
            """)
        .param("ids", ids)
        .query(row -> {
          participants
              .computeIfAbsent(row.getLong(1), _ -> new ArrayList<>())
              .add(new Participant(row.getString(4), row.getString(5), row.getString(6)));
        });
    return participants;
  }

  /** Answers of members who have not submitted stay theirs. */
  private Map<Long, List<KeptAnswer>> answers(List<Long> ids) {
    Map<Long, List<Comment>> comments = comments(ids);
    Map<Long, List<KeptAnswer>> answers = new HashMap<>();
    database
        .sql(
            """
            SELECT response.retrospect_id, response.response_id, response.question_no,
              COALESCE(imported_answer.author, member.nickname), response.response,
              COALESCE(imported_answer.likes, 0)
                + (SELECT COUNT(*) FROM response_like
                   WHERE response_like.response_id = response.response_id)
            FROM response
            LEFT JOIN imported_answer ON imported_answer.response_id = response.response_id
            LEFT JOIN member_response ON member_response.response_id = response.response_id
            LEFT JOIN member ON member.member_id = member_response.member_id
            LEFT JOIN member_retro
              ON member_retro.retrospect_id = response.retrospect_id
              AND member_retro.member_id = member_response.member_id
            WHERE response.retrospect_id IN (:ids) AND response.question_no IS NOT NULL
              AND response.response REGEXP '[^[:space:]]'
              AND (member_response.member_id IS NULL
                OR member_retro.status IN ('SUBMITTED', 'ANALYZED'))
            ORDER BY response.question_no, response.response_id
            """)
        .param("ids", ids)
        .query(row -> {
          answers
              .computeIfAbsent(row.getLong(1), _ -> new ArrayList<>())
              .add(
                  new KeptAnswer(
                      row.getLong(2),
                      new Answer(
                          row.getInt(3),
                          row.getString(4),
                          row.getString(5),
                          row.getLong(6),
                          comments.getOrDefault(row.getLong(2), List.of()))));
        });
    return answers;
  }

  private Map<Long, List<Comment>> comments(List<Long> ids) {
    Map<Long, List<Comment>> comments = new HashMap<>();
    database
        .sql(
            """
            SELECT imported_comment.response_id, 0 AS part, imported_comment_id AS place,
              imported_comment.author, imported_comment.content, imported_comment.created_at
            FROM imported_comment
            JOIN response ON response.response_id = imported_comment.response_id
            WHERE response.retrospect_id IN (:ids)
            UNION ALL
            SELECT response_comment.response_id, 1, response_comment_id,
              COALESCE(NULLIF(member.nickname, ''), 'Unknown'), response_comment.content,
              response_comment.created_at
            FROM response_comment
            JOIN response ON response.response_id = response_comment.response_id
            JOIN member ON member.member_id = response_comment.member_id
            WHERE response.retrospect_id IN (:ids)
            ORDER BY part, place
            """)
        .param("ids", ids)
        .query(row -> {
          LocalDateTime time = row.getObject(6, LocalDateTime.class);
          comments
              .computeIfAbsent(row.getLong(1), _ -> new ArrayList<>())
              .add(new Comment(row.getString(4), row.getString(5), koreanText(time)));
        });
    return comments;
  }

  private List<Document.ActionItem> items(RoomId room, List<Long> ids, boolean whole) {
    return database
        .sql(
            """
            SELECT action_item.*, COALESCE(NULLIF(member.nickname, ''), imported_owner) AS owner
            FROM action_item LEFT JOIN member ON member.member_id = action_item.owner_member_id
            WHERE action_item.retrospect_room_id = :room
              AND (:whole OR action_item.retrospect_id IN (:ids))
            ORDER BY action_item.action_item_id LIMIT :most
            """)
        .param("room", room.value())
        .param("whole", whole)
        .param("ids", ids.isEmpty() ? List.of(0L) : ids)
        .param("most", MOST_ACTION_ITEMS)
        .query((row, _) -> item(row, ids))
        .list();
  }

  private static Document.ActionItem item(ResultSet row, List<Long> ids) throws SQLException {
    LocalDate due = row.getObject("due_date", LocalDate.class);
    LocalDateTime closed = row.getObject("closed_at", LocalDateTime.class);
    int place = ids.indexOf(row.getLong("retrospect_id"));
    return new Document.ActionItem(
        row.getString("content"),
        row.getString("status"),
        row.getString("owner"),
        due == null ? null : due.toString(),
        place < 0 ? null : place,
        place < 0 ? null : row.getString("origin_kind"),
        koreanText(row.getObject("created_at", LocalDateTime.class)),
        closed == null ? null : koreanText(closed));
  }

  private static String koreanText(LocalDateTime utc) {
    return TimeText.dateTime(KoreanTime.fromUtc(utc));
  }

  private record KeptAnswer(long id, Answer answer) {}

  private record Head(
      long id,
      String title,
      String method,
      LocalDateTime start,
      boolean anonymous,
      @Nullable String insight,
      @Nullable String analysis) {}

  /** What of a stored analysis is taken along; missions are with the participants. */
  record StoredAnalysis(List<Document.Emotion> emotionRank, String generatedBy) {}
}
