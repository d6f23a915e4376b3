package com.moalog.server.ai.model;

/**
 * One of the strongest emotions.
 *
 * @param rank from 1
 * @param label its name
 * @param description what it comes from
 * @param count how often it shows
 */
public record RankedEmotion(int rank, String label, String description, int count) {

  /** Longest label, in code points. */
  public static final int LABEL_LIMIT = 30;

  /** Longest description, in code points. */
  public static final int DESCRIPTION_LIMIT = 200;

  public RankedEmotion {
    label = Cut.to(LABEL_LIMIT, label);
    description = Cut.to(DESCRIPTION_LIMIT, description);
  }

  /** The same emotion at another place. */
  public RankedEmotion at(int otherRank) {
    return new RankedEmotion(otherRank, label, description, count);
  }
}
