package com.moalog.server.ai.builtin;

import java.util.Set;

/** Tells nouns from other English words, well enough for naming a topic. */
final class EnglishWords {

  private EnglishWords() {}

  /** Whether a lower-case word names no topic: common words, adverbs and most verb forms. */
  static boolean isOther(String word, Set<String> common) {
    return common.contains(word)
        || word.contains("'")
        || word.endsWith("ly")
        || (word.endsWith("ed") && word.length() > 4)
        || word.chars().allMatch(Character::isDigit);
  }
}
