package com.moalog.server.ai;

import com.moalog.server.ai.model.Analysis;
import com.moalog.server.ai.model.GroundedAnalysis;
import com.moalog.server.ai.model.InsightSentence;
import com.moalog.server.model.KoreanTime;
import com.moalog.server.model.MemberId;
import com.moalog.server.model.ResponseId;
import com.moalog.server.model.RetrospectId;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/**
 * The results of analyses, and the answers that the sentences of their insights rest on. An answer
 * that is deleted is cited no more. Thread-safe; takes part in the caller's transaction.
 */
@Repository
class InsightRows {

  private final JdbcClient database;
  private final JsonMapper json;
  private final Clock clock;

  InsightRows(JdbcClient database, JsonMapper json, Clock clock) {
    this.database = database;
    this.json = json;
    this.clock = clock;
  }

  /** Stores a result for good; false when the claim was lost meanwhile. */
  boolean store(RetrospectId id, LocalDateTime claim, GroundedAnalysis grounded) {
    boolean stored = storeAnalysis(id, claim, grounded.analysis());
    if (stored) {
      storeSentences(id, grounded.sentences());
    }
    return stored;
  }

  private boolean storeAnalysis(RetrospectId id, LocalDateTime claim, Analysis analysis) {
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

  private void storeSentences(RetrospectId id, List<InsightSentence> sentences) {
    for (int position = 0; position < sentences.size(); position++) {
      InsightSentence sentence = sentences.get(position);
      database
          .sql(
              """
              INSERT INTO insight_sentence (retrospect_id, position, content)
              VALUES (:id, :position, :content)
              """)
          .param("id", id.value())
          .param("position", position)
          .param("content", sentence.text())
          .update();
      storeSources(id, position, sentence.sources());
    }
  }

  /** An answer may have gone since it was read, with a member who left. */
  private void storeSources(RetrospectId id, int position, List<ResponseId> sources) {
    database
        .sql(
            """
            INSERT INTO insight_source (retrospect_id, position, response_id)
            SELECT retrospect_id, :position, response_id FROM response
            WHERE retrospect_id = :id AND response_id IN (:sources)
            ORDER BY response_id
            """)
        .param("position", position)
        .param("id", id.value())
        .param("sources", sources.stream().map(ResponseId::value).toList())
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

  /** Takes a member's missions out of all stored results. */
  void forgetMissionsOf(MemberId member) {
    List<Long> analysed =
        database
            .sql(
                """
                SELECT retrospects.retrospect_id FROM retrospects
                JOIN member_retro ON member_retro.retrospect_id = retrospects.retrospect_id
                WHERE member_retro.member_id = :member AND retrospects.analysis_json IS NOT NULL
                ORDER BY retrospects.retrospect_id
                """)
            .param("member", member.value())
            .query((row, _) -> row.getLong(1))
            .list();
    analysed.forEach(id -> forgetMissions(new RetrospectId(id), member));
  }

  private void forgetMissions(RetrospectId id, MemberId member) {
    String stored =
        database
            .sql("SELECT analysis_json FROM retrospects WHERE retrospect_id = :id FOR UPDATE")
            .param("id", id.value())
            .query(String.class)
            .single();
    Analysis kept =
        json.readValue(stored, Analysis.class).withMissionsOf(user -> user != member.value());
    database
        .sql("UPDATE retrospects SET analysis_json = :json WHERE retrospect_id = :id")
        .param("json", json.writeValueAsString(kept))
        .param("id", id.value())
        .update();
  }

  /** What the stored insight rests on. */
  Evidence evidence(RetrospectId id) {
    Map<Integer, Evidence.Sentence> sentences = new TreeMap<>();
    database
        .sql(
            """
            SELECT sentence.position, sentence.content, source.response_id
            FROM insight_sentence sentence
            LEFT JOIN insight_source source
              ON source.retrospect_id = sentence.retrospect_id
              AND source.position = sentence.position
            WHERE sentence.retrospect_id = :id
            ORDER BY sentence.position, source.response_id
            """)
        .param("id", id.value())
        .query(row -> {
          long source = row.getLong("response_id");
          sentences.merge(
              row.getInt("position"),
              new Evidence.Sentence(
                  row.getString("content"), source == 0 ? List.of() : List.of(source)),
              InsightRows::joined);
        });
    return new Evidence(List.copyOf(sentences.values()));
  }

  private static Evidence.Sentence joined(Evidence.Sentence one, Evidence.Sentence other) {
    List<Long> ids = new ArrayList<>(one.responseIds());
    ids.addAll(other.responseIds());
    return new Evidence.Sentence(one.text(), ids);
  }
}
