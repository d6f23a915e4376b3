package com.moalog.server.ai.model;

import java.util.List;
import java.util.function.LongPredicate;

/**
 * The result of an analysis, in the shape of the API.
 *
 * @param insight the team's strength and what it stumbles over
 * @param emotionRank the {@value #EMOTIONS} strongest emotions, strongest first
 * @param personalMissions one entry per contributor, in the order of their ids
 * @param generatedBy which analyst wrote it
 */
public record Analysis(
    String insight,
    List<RankedEmotion> emotionRank,
    List<PersonalMissions> personalMissions,
    String generatedBy) {

  /** How many emotions an analysis names. */
  public static final int EMOTIONS = 3;

  /** Longest insight, in code points. */
  public static final int INSIGHT_LIMIT = 1_000;

  public Analysis {
    insight = Cut.to(INSIGHT_LIMIT, insight);
    emotionRank = List.copyOf(emotionRank);
    personalMissions = List.copyOf(personalMissions);
  }

  /** The same with the missions of those members alone. */
  public Analysis withMissionsOf(LongPredicate members) {
    List<PersonalMissions> kept =
        personalMissions.stream().filter(missions -> members.test(missions.userId())).toList();
    return new Analysis(insight, emotionRank, kept, generatedBy);
  }

  /** The same without what concerns single members. */
  public Analysis withoutMissions() {
    return new Analysis(insight, emotionRank, List.of(), generatedBy);
  }
}
