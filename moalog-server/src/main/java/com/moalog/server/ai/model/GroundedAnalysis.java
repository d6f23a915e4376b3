package com.moalog.server.ai.model;

import java.util.List;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;

/**
 * An analysis and what its insight rests on.
 *
 * @param analysis whose insight is the sentences, in this order
 * @param sentences at least one
 */
public record GroundedAnalysis(Analysis analysis, List<InsightSentence> sentences) {

  public GroundedAnalysis {
    sentences = List.copyOf(sentences);
    if (!analysis.insight().equals(insight(sentences))) {
      throw new IllegalArgumentException("an insight is the sentences that it consists of");
    }
  }

  /** An analysis whose insight consists of the sentences. */
  public static GroundedAnalysis of(
      List<InsightSentence> sentences,
      List<RankedEmotion> emotions,
      List<PersonalMissions> missions,
      String generatedBy) {
    return new GroundedAnalysis(
        new Analysis(insight(sentences), emotions, missions, generatedBy), sentences);
  }

  private static String insight(List<InsightSentence> sentences) {
    return sentences.stream().map(InsightSentence::text).collect(Collectors.joining(" "));
  }

  /** The same with the missions of those members alone. */
  public GroundedAnalysis withMissionsOf(LongPredicate members) {
    return new GroundedAnalysis(analysis.withMissionsOf(members), sentences);
  }

  /** The same without what concerns single members. */
  public GroundedAnalysis withoutMissions() {
    return new GroundedAnalysis(analysis.withoutMissions(), sentences);
  }
}
