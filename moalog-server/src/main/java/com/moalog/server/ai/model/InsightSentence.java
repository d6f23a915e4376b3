package com.moalog.server.ai.model;

import com.moalog.server.model.ResponseId;
import java.util.Comparator;
import java.util.List;

/**
 * A sentence of an insight and the answers that it rests on.
 *
 * @param text the sentence
 * @param sources at least one answer, by id and each once, so that their order tells nothing
 */
public record InsightSentence(String text, List<ResponseId> sources) {

  /** Sentences in an insight. */
  public static final int MOST = 2;

  /** Longest sentence, in code points: all of them and the blanks between fit into an insight. */
  public static final int LIMIT = (Analysis.INSIGHT_LIMIT - (MOST - 1)) / MOST;

  public InsightSentence {
    text = Cut.to(LIMIT, text);
    sources =
        sources.stream().distinct().sorted(Comparator.comparingLong(ResponseId::value)).toList();
    if (sources.isEmpty()) {
      throw new IllegalArgumentException("a sentence of an insight rests on an answer");
    }
  }
}
