package com.moalog.server.ai.model;

/** Keeps texts within their limits without breaking a character. */
final class Cut {

  private Cut() {}

  /** The text, or its first code points when it has more than the limit. */
  static String to(int limit, String text) {
    return text.codePointCount(0, text.length()) <= limit
        ? text
        : text.substring(0, text.offsetByCodePoints(0, limit));
  }
}
