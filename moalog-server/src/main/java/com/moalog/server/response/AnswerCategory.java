package com.moalog.server.response;

import java.util.Optional;

/** Which answers a reader wants to see; the names are those of the API and case-sensitive. */
enum AnswerCategory {
  ALL,
  QUESTION_1,
  QUESTION_2,
  QUESTION_3,
  QUESTION_4,
  QUESTION_5;

  static Optional<AnswerCategory> named(String name) {
    for (AnswerCategory category : values()) {
      if (category.name().equals(name)) {
        return Optional.of(category);
      }
    }
    return Optional.empty();
  }

  /** The question's number; 0 for all questions. */
  int questionNumber() {
    return switch (this) {
      case ALL -> 0;
      case QUESTION_1 -> 1;
      case QUESTION_2 -> 2;
      case QUESTION_3 -> 3;
      case QUESTION_4 -> 4;
      case QUESTION_5 -> 5;
    };
  }
}
