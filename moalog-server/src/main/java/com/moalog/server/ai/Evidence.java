package com.moalog.server.ai;

import java.util.List;

/**
 * What an insight rests on, in the shape of the API.
 *
 * @param sentences of the insight, in their order; empty when it was stored without evidence
 */
record Evidence(List<Sentence> sentences) {

  Evidence {
    sentences = List.copyOf(sentences);
  }

  /** A sentence and the answers that it rests on, as far as they still exist. */
  record Sentence(String text, List<Long> responseIds) {

    Sentence {
      responseIds = List.copyOf(responseIds);
    }
  }
}
