package com.moalog.server.ai.model;

import com.moalog.server.model.MemberId;
import java.util.List;

/**
 * A member whose answers are analysed.
 *
 * @param id the member
 * @param name what teammates call the member
 * @param answers in the order of the questions
 */
public record Contributor(MemberId id, String name, List<Answer> answers) {

  public Contributor {
    answers = List.copyOf(answers);
  }
}
