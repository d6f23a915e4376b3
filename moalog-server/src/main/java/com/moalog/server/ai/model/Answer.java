package com.moalog.server.ai.model;

import com.moalog.server.model.ResponseId;

/**
 * What a member wrote to one question.
 *
 * @param id the answer's id
 * @param number the question's number, from 1
 * @param question the question's text
 * @param text the answer, blank when there is none
 */
public record Answer(ResponseId id, int number, String question, String text) {

  /** Whether something was written. */
  public boolean isWritten() {
    return !text.isBlank();
  }
}
