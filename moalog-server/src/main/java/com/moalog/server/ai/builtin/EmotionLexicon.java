package com.moalog.server.ai.builtin;

import java.util.List;

/** The emotions that can be told from words. Immutable. */
final class EmotionLexicon {

  private final List<Emotion> emotions;

  private EmotionLexicon(List<Emotion> emotions) {
    this.emotions = List.copyOf(emotions);
  }

  /** The lexicon that comes with the server. */
  static EmotionLexicon load() {
    return new EmotionLexicon(Table.rows("emotions.txt", 6).stream().map(Emotion::of).toList());
  }

  /** All emotions; their order breaks ties. */
  List<Emotion> emotions() {
    return emotions;
  }

  /** Pleasant words minus unpleasant ones. */
  int mood(String sentence) {
    return emotions.stream()
        .mapToInt(
            emotion -> emotion.pleasant() ? emotion.countIn(sentence) : -emotion.countIn(sentence))
        .sum();
  }
}
