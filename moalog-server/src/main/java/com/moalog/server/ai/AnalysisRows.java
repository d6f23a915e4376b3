package com.moalog.server.ai;

import com.moalog.server.ai.model.Analysis;
import com.moalog.server.ai.model.Answer;
import com.moalog.server.ai.model.Contributor;
import com.moalog.server.ai.model.PersonalMissions;
import com.moalog.server.database.Transactions;
import com.moalog.server.model.KoreanTime;
import com.moalog.server.model.Language;
import com.moalog.server.model.MemberId;
import com.moalog.server.model.RetrospectId;
import com.moalog.server.retrospect.model.RetrospectMethod;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** What an analysis reads and writes in the database. Thread-safe. */
@Repository
class AnalysisRows {

  /** Longer than an analysis may take, so that a claim whose server died is not kept for ever. */
  static final Duration CLAIM_LIFETIME = Duration.ofSeconds(90);

  private static final String UNKNOWN = "Unknown";

  private final JdbcClient database;
  private final Transactions transactions;
  private final JsonMapper json;
  private final Clock clock;

  AnalysisRows(JdbcClient database, Transactions transactions, JsonMapper json, Clock clock) {
    this.database = database;
    this.transactions = transactions;
    this.json = json;
    this.clock = clock;
  }

  /** Claims the analysis of a retrospect; nothing when another call has it, or had it. */
  Optional<LocalDateTime> claim(RetrospectId id) {
    LocalDateTime now = KoreanTime.nowInUtc(clock);
    int claimed =
        database
            .sql(
                """
                UPDATE retrospects SET analysis_started_at = :now
                WHERE retrospect_id = :id AND insight IS NULL
                  AND (analysis_started_at IS NULL OR analysis_started_at < :stale)
                """)
            .param("now", now)
            .param("id", id.value())
            .param("stale", now.minus(CLAIM_LIFETIME))
            .update();
    return claimed == 1 ? Optional.of(now) : Optional.empty();
  }

  /** Gives a claim up after a failure. */
  void release(RetrospectId id, LocalDateTime claim) {
    database
        .sql(
            """
            UPDATE retrospects SET analysis_started_at = NULL
            WHERE retrospect_id = :id AND analysis_started_at = :claim AND insight IS NULL
            """)
        .param("id", id.value())
        .param("claim", claim)
        .update();
  }

  /** Those who submitted and are still members, with their answers. */
  List<Contributor> contributors(RetrospectId id, RetrospectMethod method, Language language) {
    List<Row> rows =
        database
            .sql(
                """
                SELECT member.member_id, member.nickname, response.question_no, response.response
                FROM member_retro
                JOIN member ON member.member_id = member_retro.member_id
                JOIN member_response ON member_response.member_id = member.member_id
                JOIN response ON response.response_id = member_response.response_id
                  AND response.retrospect_id = member_retro.retrospect_id
                WHERE member_retro.retrospect_id = :id
                  AND member_retro.status IN ('SUBMITTED', 'ANALYZED')
                  AND response.question_no IS NOT NULL
                ORDER BY member.member_id, response.question_no
                """)
            .param("id", id.value())
            .query(AnalysisRows::row)
            .list();
    Map<Long, List<Row>> byMember =
        rows.stream()
            .collect(Collectors.groupingBy(Row::member, LinkedHashMap::new, Collectors.toList()));
    return byMember.values().stream().map(own -> contributor(own, method, language)).toList();
  }

  private static Contributor contributor(
      List<Row> rows, RetrospectMethod method, Language language) {
    Row first = rows.getFirst();
    String nickname = first.nickname();
    List<Answer> answers = new ArrayList<>();
    for (Row row : rows) {
      answers.add(
          new Answer(row.question(), method.question(row.question(), language), row.answer()));
    }
    return new Contributor(
        new MemberId(first.member()),
        nickname == null || nickname.isEmpty() ? UNKNOWN : nickname,
        answers);
  }

  /** Stores a result for good; false when the claim was lost meanwhile. */
  boolean store(RetrospectId id, LocalDateTime claim, Analysis analysis) {
    return transactions.compute(() -> {
      boolean stored = storeInsight(id, claim, analysis);
      if (stored) {
        analysis.personalMissions().forEach(missions -> storeMissions(id, missions));
      }
      return stored;
    });
  }

  private boolean storeInsight(RetrospectId id, LocalDateTime claim, Analysis analysis) {
    return database
            .sql(
                """
                UPDATE retrospects
                SET insight = :insight, analysis_json = :json, updated_at = :now
                WHERE retrospect_id = :id AND insight IS NULL AND analysis_started_at = :claim
                """)
            .param("insight", analysis.insight())
            .param("json", json.writeValueAsString(analysis))
            .param("now", KoreanTime.nowInUtc(clock))
            .param("id", id.value())
            .param("claim", claim)
            .update()
        == 1;
  }

  /** The member may have left meanwhile; then nothing is to be stored. */
  private void storeMissions(RetrospectId id, PersonalMissions missions) {
    String lines =
        missions.missions().stream()
            .map(mission -> mission.missionTitle() + ": " + mission.missionDesc())
            .collect(Collectors.joining("\n"));
    database
        .sql(
            """
            UPDATE member_retro
            JOIN member ON member.member_id = member_retro.member_id
            SET member_retro.personal_insight = :lines, member_retro.status = 'ANALYZED',
              member.insight_count = member.insight_count + 1
            WHERE member_retro.retrospect_id = :id AND member_retro.member_id = :member
              AND member_retro.status = 'SUBMITTED'
            """)
        .param("lines", lines)
        .param("id", id.value())
        .param("member", missions.userId())
        .update();
  }

  /** The stored result, if there is one. */
  Optional<Analysis> find(RetrospectId id) {
    return database
        .sql(
            """
            SELECT analysis_json FROM retrospects
            WHERE retrospect_id = :id AND analysis_json IS NOT NULL
            """)
        .param("id", id.value())
        .query(String.class)
        .optional()
        .map(text -> json.readValue(text, Analysis.class));
  }

  private static Row row(ResultSet row, int number) throws SQLException {
    return new Row(
        row.getLong("member_id"),
        row.getString("nickname"),
        row.getInt("question_no"),
        row.getString("response"));
  }

  private record Row(long member, @Nullable String nickname, int question, String answer) {}
}
