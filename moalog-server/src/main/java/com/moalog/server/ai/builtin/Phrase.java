package com.moalog.server.ai.builtin;

import java.util.Map;

/** Puts a topic into a sentence, with the particle that Korean grammar asks for. */
final class Phrase {

  private static final char FIRST_SYLLABLE = '가';
  private static final char LAST_SYLLABLE = '힣';
  private static final int FINALS = 28;

  private static final Map<String, String> AFTER_VOWEL =
      Map.of("{을}", "를", "{은}", "는", "{이}", "가", "{과}", "와");

  private Phrase() {}

  /** The text with the topic in place of {@code {topic}} and the particles agreeing with it. */
  static String with(String topic, String text) {
    boolean consonant = endsWithConsonant(topic);
    String phrase = text;
    for (Map.Entry<String, String> particle : AFTER_VOWEL.entrySet()) {
      String afterConsonant = particle.getKey().substring(1, 2);
      phrase = phrase.replace(particle.getKey(), consonant ? afterConsonant : particle.getValue());
    }
    return phrase.replace("{topic}", topic);
  }

  /** Whether the word is spoken with a consonant at its end. */
  static boolean endsWithConsonant(String word) {
    char last = word.charAt(word.length() - 1);
    if (last >= FIRST_SYLLABLE && last <= LAST_SYLLABLE) {
      return (last - FIRST_SYLLABLE) % FINALS != 0;
    }
    return "lmnLMNR013678".indexOf(last) >= 0;
  }
}
