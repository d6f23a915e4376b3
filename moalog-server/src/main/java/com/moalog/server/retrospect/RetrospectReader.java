package com.moalog.server.retrospect;

import com.moalog.server.http.ErrorCode;
import com.moalog.server.http.Page;
import com.moalog.server.model.Language;
import com.moalog.server.model.MemberId;
import com.moalog.server.model.RetrospectId;
import com.moalog.server.model.RoomId;
import com.moalog.server.model.TimeText;
import com.moalog.server.retrospect.model.Retrospect;
import com.moalog.server.retrospect.model.RetrospectMethod;
import com.moalog.server.room.RoomAccess;
import java.time.LocalDateTime;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads one retrospect, or those of one room. Thread-safe. */
@Repository
class RetrospectReader {

  private final JdbcClient database;
  private final RetrospectAccess access;
  private final RoomAccess rooms;

  RetrospectReader(JdbcClient database, RetrospectAccess access, RoomAccess rooms) {
    this.database = database;
    this.access = access;
    this.rooms = rooms;
  }

  /** Everything about one retrospect; three queries. */
  Detail detail(MemberId caller, RetrospectId id, Language language) {
    return detail(
        access.require(id, caller).requireInside(ErrorCode.NO_ACCESS).retrospect(), language);
  }

  /** Everything about a retrospect that the caller was found to belong to; two queries. */
  Detail detail(Retrospect retrospect, Language language) {
    Totals totals = totals(retrospect.id());
    return new Detail(
        retrospect.room().value(),
        retrospect.title(),
        TimeText.date(retrospect.startTime()),
        retrospect.method().name(),
        participants(retrospect.id()),
        totals.likes(),
        totals.comments(),
        questions(retrospect.method(), language));
  }

  private List<Person> participants(RetrospectId id) {
    return database
        .sql(
            """
            SELECT member.member_id, COALESCE(NULLIF(member.nickname, ''), 'Unknown')
            FROM member_retro JOIN member ON member.member_id = member_retro.member_id
            WHERE member_retro.retrospect_id = :id
            ORDER BY member_retro.member_retro_id
            """)
        .param("id", id.value())
        .query((row, _) -> new Person(row.getLong(1), row.getString(2)))
        .list();
  }

  private Totals totals(RetrospectId id) {
    return database
        .sql(
            """
            SELECT
              (SELECT COUNT(*) FROM response
               JOIN response_like ON response_like.response_id = response.response_id
               WHERE response.retrospect_id = :id),
              (SELECT COUNT(*) FROM response
               JOIN response_comment ON response_comment.response_id = response.response_id
               WHERE response.retrospect_id = :id)
            """)
        .param("id", id.value())
        .query((row, _) -> new Totals(row.getLong(1), row.getLong(2)))
        .single();
  }

  private static List<Question> questions(RetrospectMethod method, Language language) {
    return IntStream.rangeClosed(1, RetrospectMethod.QUESTION_COUNT)
        .mapToObj(number -> new Question(number, method.question(number, language)))
        .toList();
  }

  /** The links of a retrospect. */
  List<Reference> references(MemberId caller, RetrospectId id) {
    access.require(id, caller).requireInside(ErrorCode.RETROSPECT_NOT_FOUND);
    return references(id);
  }

  /** The links of a retrospect that the caller was found to belong to. */
  List<Reference> references(RetrospectId id) {
    return database
        .sql(
            """
            SELECT retro_reference_id, title, url FROM retro_reference
            WHERE retrospect_id = :id ORDER BY retro_reference_id
            """)
        .param("id", id.value())
        .query((row, _) -> new Reference(row.getLong(1), row.getString(2), row.getString(3)))
        .list();
  }

  /** The retrospects of a room, the latest first. */
  Page<Entry> inRoom(MemberId caller, RoomId room, int size, @Nullable Long cursor) {
    rooms.requireInside(room, caller);
    String after =
        cursor == null
            ? ""
            : """
            AND (retrospects.start_time, retrospects.retrospect_id) <
              (SELECT start_time, retrospect_id FROM retrospects WHERE retrospect_id = :cursor)
            """;
    List<Entry> rows =
        database
            .sql(
                """
                SELECT retrospect_id, title, retrospect_method, start_time,
                  (SELECT COUNT(*) FROM member_retro
                   WHERE member_retro.retrospect_id = retrospects.retrospect_id)
                FROM retrospects WHERE retrospect_room_id = :room
                """
                    + after
                    + " ORDER BY start_time DESC, retrospect_id DESC LIMIT :limit")
            .param("room", room.value())
            .param("cursor", cursor)
            .param("limit", size + 1)
            .query((row, _) ->
                Entry.of(
                    row.getLong(1),
                    row.getString(2),
                    row.getString(3),
                    row.getObject(4, LocalDateTime.class),
                    row.getLong(5)))
            .list();
    return Page.of(rows, size, Entry::retrospectId);
  }

  private record Totals(long likes, long comments) {}

  record Person(long memberId, String userName) {}

  record Question(int index, String content) {}

  record Reference(long referenceId, String urlName, String url) {}

  record Detail(
      long retroRoomId,
      String title,
      String startTime,
      String retroCategory,
      List<Person> members,
      long totalLikeCount,
      long totalCommentCount,
      List<Question> questions) {}

  record Entry(
      long retrospectId,
      String projectName,
      String retrospectMethod,
      String retrospectDate,
      String retrospectTime,
      long participantCount) {

    static Entry of(long id, String title, String method, LocalDateTime start, long participants) {
      return new Entry(id, title, method, TimeText.date(start), TimeText.time(start), participants);
    }
  }
}
