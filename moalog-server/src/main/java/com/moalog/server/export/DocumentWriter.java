package com.moalog.server.export;

import com.moalog.server.database.Insertion;
import com.moalog.server.export.Document.ActionItem;
import com.moalog.server.export.Document.Answer;
import com.moalog.server.export.Document.Comment;
import com.moalog.server.export.Document.Retrospect;
import com.moalog.server.export.Imports.Imported;
import com.moalog.server.model.KoreanTime;
import com.moalog.server.model.Language;
import com.moalog.server.model.MemberId;
import com.moalog.server.model.RoomId;
import com.moalog.server.retrospect.model.RetrospectMethod;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/**
 * Stores a checked document. Its people are names and no members: nobody gets rights, answers or
 * items because a file says so. Thread-safe; takes part in the caller's transaction.
 */
@Repository
class DocumentWriter {

  private final JdbcClient database;
  private final JdbcTemplate batches;
  private final JsonMapper json;
  private final EvidenceRows evidence;
  private final Clock clock;

  DocumentWriter(
      JdbcClient database,
      JdbcTemplate batches,
      JsonMapper json,
      EvidenceRows evidence,
      Clock clock) {
    this.database = database;
    this.batches = batches;
    this.json = json;
    this.evidence = evidence;
    this.clock = clock;
  }

  Imported write(MemberId importer, RoomId room, Document document) {
    List<Long> ids = new ArrayList<>();
    long answers = 0;
    long comments = 0;
    for (Retrospect retrospect : document.retrospects()) {
      long id = insert(importer, room, retrospect);
      ids.add(id);
      insertPeople(id, retrospect);
      List<Long> stored = new ArrayList<>();
      for (Answer answer : retrospect.answers()) {
        stored.add(insert(id, retrospect, answer));
        comments += answer.comments().size();
      }
      answers += stored.size();
      Document.Analysis analysis = retrospect.analysis();
      if (analysis != null) {
        evidence.store(id, analysis.evidence(), stored);
      }
    }
    document.actionItems().forEach(item -> insert(importer, room, item, ids));
    return new Imported(ids.size(), answers, comments, document.actionItems().size(), false);
  }

  private long insert(MemberId importer, RoomId room, Retrospect retrospect) {
    Document.Analysis analysis = retrospect.analysis();
    return Insertion.idOf(
        database
            .sql(
                """
                INSERT INTO retrospects (title, retrospect_method, start_time, anonymous,
                  retrospect_room_id, created_by, insight, analysis_json, created_at, updated_at)
                VALUES (:title, :method, :start, :anonymous, :room, :creator, :insight, :analysis,
                  :now, :now)
                """)
            .param("title", retrospect.title())
            .param("method", method(retrospect).name())
            .param("start", LocalDateTime.parse(String.valueOf(retrospect.startTime())))
            .param("anonymous", retrospect.anonymous())
            .param("room", room.value())
            .param("creator", importer.value())
            .param("insight", analysis == null ? null : analysis.insight())
            .param("analysis", analysis == null ? null : stored(analysis))
            .param("now", KoreanTime.nowInUtc(clock)));
  }

  private static RetrospectMethod method(Retrospect retrospect) {
    return RetrospectMethod.named(String.valueOf(retrospect.method()))
        .orElseThrow(() -> new IllegalStateException("the document was not checked"));
  }

  /** In the shape of the API, without the missions, which are with the people. */
  private @Nullable String stored(Document.Analysis analysis) {
    if (analysis.generatedBy() == null) {
      return null;
    }
    return json.writeValueAsString(
        Map.of(
            "insight", String.valueOf(analysis.insight()),
            "emotionRank", analysis.emotionRank(),
            "personalMissions", List.of(),
            "generatedBy", analysis.generatedBy()));
  }

  private void insertPeople(long id, Retrospect retrospect) {
    batches.batchUpdate(
        "INSERT INTO retro_reference (title, url, retrospect_id) VALUES (?, ?, ?)",
        retrospect.references().stream().map(link -> new Object[] {link, link, id}).toList());
    batches.batchUpdate(
        """
        INSERT INTO imported_participant (retrospect_id, name, status, missions)
        VALUES (?, ?, ?, ?)
        """,
        retrospect.participants().stream()
            .map(one -> new @Nullable Object[] {id, one.name(), one.status(), one.missions()})
            .toList());
  }

  private long insert(long retrospect, Retrospect of, Answer answer) {
    long id =
        Insertion.idOf(
            database
                .sql(
                    """
                    INSERT INTO response
                      (question, response, question_no, retrospect_id, created_at, updated_at)
                    VALUES (:question, :text, :number, :retrospect, :now, :now)
                    """)
                .param("question", method(of).question(answer.question(), Language.KO))
                .param("text", answer.text())
                .param("number", answer.question())
                .param("retrospect", retrospect)
                .param("now", KoreanTime.nowInUtc(clock)));
    database
        .sql(
            "INSERT INTO imported_answer (response_id, author, likes) VALUES (:id, :author, :likes)")
        .param("id", id)
        .param("author", answer.author())
        .param("likes", answer.likes())
        .update();
    batches.batchUpdate(
        """
        INSERT INTO imported_comment (response_id, author, content, created_at)
        VALUES (?, ?, ?, ?)
        """,
        answer.comments().stream().map(comment -> columns(id, comment)).toList());
    return id;
  }

  private static @Nullable Object[] columns(long answer, Comment comment) {
    return new @Nullable Object[] {
      answer, comment.author(), comment.text(), utc(comment.createdAt())
    };
  }

  private void insert(MemberId importer, RoomId room, ActionItem item, List<Long> retrospects) {
    Integer place = item.retrospect();
    database
        .sql(
            """
            INSERT INTO action_item (retrospect_room_id, content, status, imported_owner, due_date,
              retrospect_id, origin_kind, created_by, created_at, updated_at, closed_at)
            VALUES (:room, :content, :status, :owner, :due, :retrospect, :kind, :creator, :created,
              :created, :closed)
            """)
        .param("room", room.value())
        .param("content", item.content())
        .param("status", item.status())
        .param("owner", item.owner())
        .param("due", item.dueDate())
        .param("retrospect", place == null ? null : retrospects.get(place))
        .param("kind", item.kind())
        .param("creator", importer.value())
        .param("created", utc(item.createdAt()))
        .param("closed", utc(item.closedAt()))
        .update();
  }

  private static @Nullable LocalDateTime utc(@Nullable String korean) {
    return korean == null ? null : KoreanTime.toUtc(LocalDateTime.parse(korean));
  }
}
