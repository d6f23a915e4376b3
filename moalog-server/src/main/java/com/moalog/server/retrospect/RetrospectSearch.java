package com.moalog.server.retrospect;

import com.moalog.server.http.Input;
import com.moalog.server.http.Page;
import com.moalog.server.model.KoreanTime;
import com.moalog.server.model.Language;
import com.moalog.server.model.MemberId;
import com.moalog.server.model.TimeText;
import com.moalog.server.retrospect.model.CharacterPairs;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Finds retrospects across the caller's rooms. Thread-safe; at most two queries per call. */
@Repository
class RetrospectSearch {

  /**
   * Retrospects in the caller's rooms from which on the index of pairs narrows the search. Below,
   * reading the own titles takes milliseconds, while the index looks at the titles of everybody.
   */
  static final int NARROWING_SIZE = 5_000;

  private static final String BY_TITLE =
      """
      SELECT retrospects.retrospect_id, retrospects.title, retro_room.title,
        retrospects.retrospect_method, retrospects.start_time
      FROM member_retro_room membership
      JOIN retro_room ON retro_room.retrospect_room_id = membership.retrospect_room_id
      JOIN retrospects ON retrospects.retrospect_room_id = retro_room.retrospect_room_id
      WHERE membership.member_id = :member AND retrospects.title LIKE :pattern ESCAPE '!'
      """;
  private static final String LATEST_FIRST =
      " ORDER BY retrospects.start_time DESC, retrospects.retrospect_id DESC LIMIT :limit";

  private final JdbcClient database;
  private final Clock clock;

  RetrospectSearch(JdbcClient database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /** Retrospects in the caller's rooms whose title contains the keyword, the latest first. */
  Page<Found> byTitle(MemberId caller, String keyword, int size, @Nullable Long cursor) {
    String pairs = isNarrowed(caller) ? pairs(keyword) : "";
    String narrowed =
        pairs.isEmpty() ? "" : "AND MATCH(retrospects.title) AGAINST (:pairs IN BOOLEAN MODE)\n";
    String after =
        cursor == null
            ? ""
            : """
            AND (retrospects.start_time, retrospects.retrospect_id) <
              (SELECT start_time, retrospect_id FROM retrospects WHERE retrospect_id = :cursor)
            """;
    List<Found> rows =
        database
            .sql(BY_TITLE + narrowed + after + LATEST_FIRST)
            .param("member", caller.value())
            .param("pattern", "%" + escaped(keyword) + "%")
            .param("pairs", pairs)
            .param("cursor", cursor)
            .param("limit", size + 1)
            .query((row, _) ->
                Found.of(
                    row.getLong(1),
                    row.getString(2),
                    row.getString(3),
                    row.getString(4),
                    row.getObject(5, LocalDateTime.class)))
            .list();
    return Page.of(rows, size, Found::retrospectId);
  }

  /** Whether the caller's rooms hold so much that the index of all titles is the shorter way. */
  private boolean isNarrowed(MemberId caller) {
    return database
        .sql(
            """
            SELECT 1 FROM member_retro_room membership
            JOIN retrospects ON retrospects.retrospect_room_id = membership.retrospect_room_id
            WHERE membership.member_id = :member LIMIT 1 OFFSET :few
            """)
        .param("member", caller.value())
        .param("few", NARROWING_SIZE)
        .query(Integer.class)
        .optional()
        .isPresent();
  }

  /** What every title with the keyword has to contain, in the language of the index. */
  private static String pairs(String keyword) {
    return CharacterPairs.of(keyword).stream()
        .map(pair -> "+" + pair)
        .collect(Collectors.joining(" "));
  }

  /** A keyword is text, not a pattern. */
  private static String escaped(String keyword) {
    return keyword.replace("!", "!!").replace("%", "!%").replace("_", "!_");
  }

  /** What the caller submitted within the range, by year of submission in Korea. */
  Storage storage(MemberId caller, StorageRange range, Language language) {
    Map<Integer, List<Stored>> years = new LinkedHashMap<>();
    for (Submission submission : submissions(caller, range)) {
      LocalDateTime korean = KoreanTime.fromUtc(submission.submittedAt());
      years
          .computeIfAbsent(korean.getYear(), _ -> new ArrayList<>())
          .add(
              new Stored(
                  submission.retrospect(),
                  TimeText.date(korean),
                  submission.title(),
                  submission.method(),
                  submission.members()));
    }
    return new Storage(
        years.entrySet().stream()
            .map(year ->
                new Year(
                    language.choose(year.getKey() + "년", Integer.toString(year.getKey())),
                    year.getKey(),
                    year.getValue()))
            .toList());
  }

  private List<Submission> submissions(MemberId caller, StorageRange range) {
    return database
        .sql(
            """
            SELECT retrospects.retrospect_id, participation.submitted_at, retrospects.title,
              retrospects.retrospect_method,
              (SELECT COUNT(*) FROM member_retro
               WHERE member_retro.retrospect_id = retrospects.retrospect_id)
            FROM member_retro participation
            JOIN retrospects ON retrospects.retrospect_id = participation.retrospect_id
            WHERE participation.member_id = :member
              AND participation.status IN ('SUBMITTED', 'ANALYZED')
              AND participation.submitted_at >= :begin
            ORDER BY participation.submitted_at DESC, retrospects.retrospect_id DESC
            LIMIT :limit
            """)
        .param("member", caller.value())
        .param("begin", range.begin(KoreanTime.nowInUtc(clock)))
        .param("limit", Input.LIST_LIMIT)
        .query((row, _) ->
            new Submission(
                row.getLong(1),
                row.getObject(2, LocalDateTime.class),
                row.getString(3),
                row.getString(4),
                row.getLong(5)))
        .list();
  }

  private record Submission(
      long retrospect, LocalDateTime submittedAt, String title, String method, long members) {}

  record Found(
      long retrospectId,
      String projectName,
      String retroRoomName,
      String retrospectMethod,
      String retrospectDate,
      String retrospectTime) {

    static Found of(long id, String title, String room, String method, LocalDateTime start) {
      return new Found(id, title, room, method, TimeText.date(start), TimeText.time(start));
    }
  }

  record Storage(List<Year> years) {}

  record Year(String yearLabel, int year, List<Stored> retrospects) {}

  record Stored(
      long retrospectId,
      String displayDate,
      String title,
      String retrospectMethod,
      long memberCount) {}
}
