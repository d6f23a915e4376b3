package com.moalog.server.retrospect.model;

/**
 * What a participant wrote to one question.
 *
 * @param questionNumber 1 to 5
 * @param content the text as typed, empty until something is written
 */
public record Answer(int questionNumber, String content) {

  /** Code points of one answer. */
  public static final int LENGTH_LIMIT = 1_000;

  public Answer {
    if (questionNumber < 1 || questionNumber > RetrospectMethod.QUESTION_COUNT) {
      throw new IllegalArgumentException("no question has the number " + questionNumber);
    }
  }

  /** Whether nothing but white space was written. */
  public boolean isBlank() {
    return content.isBlank();
  }

  /** Whether more was written than an answer may have. */
  public boolean isTooLong() {
    return content.codePointCount(0, content.length()) > LENGTH_LIMIT;
  }
}
