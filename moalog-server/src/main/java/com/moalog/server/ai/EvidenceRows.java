package com.moalog.server.ai;

import com.moalog.server.ai.model.InsightSentence;
import com.moalog.server.model.ResponseId;
import com.moalog.server.model.RetrospectId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The sentences of an insight and the answers that they rest on. An answer that is deleted is cited
 * no more. Thread-safe; takes part in the caller's transaction.
 */
@Repository
class EvidenceRows {

  private final JdbcClient database;

  EvidenceRows(JdbcClient database) {
    this.database = database;
  }

  /** Stores what the insight of a retrospect rests on. */
  void store(RetrospectId id, List<InsightSentence> sentences) {
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

  /** What is stored for a retrospect. */
  Evidence find(RetrospectId id) {
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
              EvidenceRows::joined);
        });
    return new Evidence(List.copyOf(sentences.values()));
  }

  private static Evidence.Sentence joined(Evidence.Sentence one, Evidence.Sentence other) {
    List<Long> ids = new ArrayList<>(one.responseIds());
    ids.addAll(other.responseIds());
    return new Evidence.Sentence(one.text(), ids);
  }
}
