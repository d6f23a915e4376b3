package com.moalog.server.ai.builtin;

/**
 * What a sentence is about.
 *
 * @param text word for word as it was written
 * @param area the field of work it belongs to, {@value #GENERAL} when unknown
 * @param weight how much it tells; more is better
 */
record Topic(String text, String area, int weight) {

  static final String GENERAL = "general";

  /** Longest topic, in code points. */
  static final int LIMIT = 30;
}
