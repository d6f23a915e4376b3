package com.moalog.server.ai.model;

import com.moalog.server.model.Language;
import com.moalog.server.retrospect.model.RetrospectMethod;
import java.util.List;

/**
 * All that is known about a retrospect that is to be analysed.
 *
 * @param method which questions were asked
 * @param language of the analysis
 * @param contributors at least one, in the order of their ids
 */
public record TeamAnswers(
    RetrospectMethod method, Language language, List<Contributor> contributors) {

  public TeamAnswers {
    contributors = List.copyOf(contributors);
    if (contributors.isEmpty()) {
      throw new IllegalArgumentException("an analysis needs at least one contributor");
    }
  }
}
