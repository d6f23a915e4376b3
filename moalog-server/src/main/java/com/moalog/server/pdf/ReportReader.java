package com.moalog.server.pdf;

import com.moalog.server.http.ErrorCode;
import com.moalog.server.http.Refusal;
import com.moalog.server.model.Language;
import com.moalog.server.model.RetrospectId;
import com.moalog.server.model.RoomId;
import com.moalog.server.pdf.Report.Entry;
import com.moalog.server.pdf.Report.Participant;
import com.moalog.server.pdf.Report.Section;
import com.moalog.server.retrospect.model.Retrospect;
import com.moalog.server.retrospect.model.RetrospectMethod;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Collects what a report tells, with three queries for each retrospect. Thread-safe. */
@Repository
class ReportReader {

  static final String WITHDRAWN = "Withdrawn member";
  static final String ANONYMOUS = "Anonymous";

  private final JdbcClient database;

  ReportReader(JdbcClient database) {
    this.database = database;
  }

  /** What the report says; refused when somebody deletes the retrospect meanwhile. */
  Report read(Retrospect retrospect, Language language) {
    return find(retrospect, language).orElseThrow(() -> Refusal.of(ErrorCode.RETROSPECT_NOT_FOUND));
  }

  /** The latest retrospects of a room, oldest first; one that is deleted meanwhile is left out. */
  RoomReport readRoom(RoomId room, Language language) {
    List<Report> reports =
        retrospects(room).stream()
            .flatMap(retrospect -> find(retrospect, language).stream())
            .toList();
    String title =
        database
            .sql("SELECT title FROM retro_room WHERE retrospect_room_id = :room")
            .param("room", room.value())
            .query((row, _) -> row.getString(1))
            .optional()
            .orElseThrow(() -> Refusal.of(ErrorCode.ROOM_NOT_FOUND));
    return new RoomReport(title, reports);
  }

  private List<Retrospect> retrospects(RoomId room) {
    List<Retrospect> latest =
        database
            .sql(
                """
                SELECT retrospect_id, title, retrospect_method, start_time,
                  insight IS NOT NULL AS analysed, anonymous
                FROM retrospects WHERE retrospect_room_id = :room
                ORDER BY start_time DESC, retrospect_id DESC LIMIT :most
                """)
            .param("room", room.value())
            .param("most", RoomReport.MOST)
            .query((row, _) -> retrospect(room, row))
            .list();
    return latest.reversed();
  }

  private static Retrospect retrospect(RoomId room, ResultSet row) throws SQLException {
    return new Retrospect(
        new RetrospectId(row.getLong("retrospect_id")),
        room,
        row.getString("title"),
        RetrospectMethod.valueOf(row.getString("retrospect_method")),
        row.getObject("start_time", LocalDateTime.class),
        row.getBoolean("analysed"),
        row.getBoolean("anonymous"),
        null);
  }

  private Optional<Report> find(Retrospect retrospect, Language language) {
    return heading(retrospect).map(heading -> report(retrospect, heading, language));
  }

  private Report report(Retrospect retrospect, Heading heading, Language language) {
    Map<Integer, List<Entry>> answers =
        answers(retrospect).stream()
            .collect(
                Collectors.groupingBy(
                    Answered::question,
                    Collectors.mapping(Answered::entry, Collectors.toUnmodifiableList())));
    List<Section> sections = new ArrayList<>();
    for (int number = 1; number <= RetrospectMethod.QUESTION_COUNT; number++) {
      sections.add(
          new Section(
              retrospect.method().question(number, language),
              answers.getOrDefault(number, List.of())));
    }
    return new Report(
        retrospect, heading.roomTitle(), heading.insight(), participants(retrospect), sections);
  }

  private Optional<Heading> heading(Retrospect retrospect) {
    return database
        .sql(
            """
            SELECT retro_room.title, retrospects.insight FROM retrospects
            JOIN retro_room
              ON retro_room.retrospect_room_id = retrospects.retrospect_room_id
            WHERE retrospects.retrospect_id = :id
            """)
        .param("id", retrospect.id().value())
        .query((row, _) -> new Heading(row.getString("title"), row.getString("insight")))
        .optional();
  }

  private List<Participant> participants(Retrospect retrospect) {
    return database
        .sql(
            """
            SELECT member_retro.member_id, member.nickname, member_retro.personal_insight
            FROM member_retro
            LEFT JOIN member ON member.member_id = member_retro.member_id
            WHERE member_retro.retrospect_id = :id
            ORDER BY member_retro.member_retro_id
            """)
        .param("id", retrospect.id().value())
        .query((row, _) -> new Participant(name(row, WITHDRAWN), row.getString("personal_insight")))
        .list();
  }

  /** Answers of members who have not submitted stay theirs. */
  private List<Answered> answers(Retrospect retrospect) {
    return database
        .sql(
            """
            SELECT response.question_no, response.response, member_response.member_id,
              member.nickname
            FROM response
            LEFT JOIN member_response ON member_response.response_id = response.response_id
            LEFT JOIN member ON member.member_id = member_response.member_id
            LEFT JOIN member_retro
              ON member_retro.retrospect_id = response.retrospect_id
              AND member_retro.member_id = member_response.member_id
            WHERE response.retrospect_id = :id AND response.question_no IS NOT NULL
              AND TRIM(response.response) <> ''
              AND (member_response.member_id IS NULL
                OR member_retro.status IN ('SUBMITTED', 'ANALYZED'))
            ORDER BY response.question_no, response.response_id
            """)
        .param("id", retrospect.id().value())
        .query(ReportReader::answered)
        .list();
  }

  private static Answered answered(ResultSet row, int number) throws SQLException {
    return new Answered(
        row.getInt("question_no"), new Entry(name(row, ANONYMOUS), row.getString("response")));
  }

  private static String name(ResultSet row, String detached) throws SQLException {
    long member = row.getLong("member_id");
    if (row.wasNull()) {
      return detached;
    }
    String nickname = row.getString("nickname");
    return nickname == null || nickname.isEmpty() ? "Member #" + member : nickname;
  }

  private record Heading(String roomTitle, @Nullable String insight) {}

  private record Answered(int question, Entry entry) {}
}
