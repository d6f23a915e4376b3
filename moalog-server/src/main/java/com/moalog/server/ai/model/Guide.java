package com.moalog.server.ai.model;

/**
 * A hint for writing an answer.
 *
 * @param title what to do
 * @param description how to do it
 */
public record Guide(String title, String description) {

  /** Most hints in one answer. */
  public static final int MOST = 3;

  /** Longest title, in code points. */
  public static final int TITLE_LIMIT = 100;

  /** Longest description, in code points. */
  public static final int DESCRIPTION_LIMIT = 500;

  public Guide {
    title = Cut.to(TITLE_LIMIT, title);
    description = Cut.to(DESCRIPTION_LIMIT, description);
  }
}
