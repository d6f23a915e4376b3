package com.moalog.server.ai.model;

/**
 * Something concrete to do.
 *
 * @param missionTitle what to do
 * @param missionDesc how to do it
 */
public record Mission(String missionTitle, String missionDesc) {

  /** Longest title, in code points. */
  public static final int TITLE_LIMIT = 100;

  /** Longest description, in code points. */
  public static final int DESCRIPTION_LIMIT = 500;

  public Mission {
    missionTitle = Cut.to(TITLE_LIMIT, missionTitle);
    missionDesc = Cut.to(DESCRIPTION_LIMIT, missionDesc);
  }
}
