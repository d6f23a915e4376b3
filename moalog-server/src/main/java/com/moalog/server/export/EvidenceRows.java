package com.moalog.server.export;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * What insights rest on, as documents take it along. Thread-safe; takes part in the caller's
 * transaction.
 */
@Repository
class EvidenceRows {

  private final JdbcClient database;
  private final JdbcTemplate batches;

  EvidenceRows(JdbcClient database, JdbcTemplate batches) {
    this.database = database;
    this.batches = batches;
  }

  /** A sentence and the ids of the answers that it rests on. */
  record Cited(String text, List<Long> answers) {

    Cited {
      answers = List.copyOf(answers);
    }

    private Cited and(Cited more) {
      List<Long> all = new ArrayList<>(answers);
      all.addAll(more.answers);
      return new Cited(text, all);
    }
  }

  /** The sentences of each of these retrospects, in their order. */
  Map<Long, List<Cited>> of(List<Long> retrospects) {
    Map<Long, Map<Integer, Cited>> sentences = new HashMap<>();
    database
        .sql(
            """
            SELECT sentence.retrospect_id, sentence.position, sentence.content, source.response_id
            FROM insight_sentence sentence
            LEFT JOIN insight_source source
              ON source.retrospect_id = sentence.retrospect_id
              AND source.position = sentence.position
            WHERE sentence.retrospect_id IN (:ids)
            """)
        .param("ids", retrospects)
        .query(row -> {
          long source = row.getLong(4);
          sentences
              .computeIfAbsent(row.getLong(1), _ -> new TreeMap<>())
              .merge(
                  row.getInt(2),
                  new Cited(row.getString(3), source == 0 ? List.of() : List.of(source)),
                  Cited::and);
        });
    Map<Long, List<Cited>> inOrder = new HashMap<>();
    sentences.forEach((id, places) -> inOrder.put(id, List.copyOf(places.values())));
    return inOrder;
  }

  /** Stores the sentences of a retrospect whose answers got these ids, in the document's order. */
  void store(long retrospect, List<Document.Sentence> sentences, List<Long> answers) {
    for (int position = 0; position < sentences.size(); position++) {
      Document.Sentence sentence = sentences.get(position);
      batches.update(
          "INSERT INTO insight_sentence (retrospect_id, position, content) VALUES (?, ?, ?)",
          retrospect,
          position,
          sentence.text());
      int place = position;
      batches.batchUpdate(
          "INSERT INTO insight_source (retrospect_id, position, response_id) VALUES (?, ?, ?)",
          sentence.answers().stream()
              .map(answer -> new Object[] {retrospect, place, answers.get(answer)})
              .toList());
    }
  }
}
