package com.moalog.server.ai.model;

import com.moalog.server.model.Language;
import com.moalog.server.retrospect.model.RetrospectMethod;

/**
 * What a member who asks for hints is writing.
 *
 * @param method of the retrospect
 * @param number of the question, from 1
 * @param language of the hints
 * @param text what is written so far, blank when nothing is
 */
public record WritingTask(RetrospectMethod method, int number, Language language, String text) {

  /** Which kind of hints fits. */
  public GuideType guideType() {
    return text.isBlank() ? GuideType.INITIAL : GuideType.PERSONALIZED;
  }

  /** The question as it is asked. */
  public String question() {
    return method.question(number, language);
  }
}
