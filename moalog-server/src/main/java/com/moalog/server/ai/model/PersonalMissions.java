package com.moalog.server.ai.model;

import java.util.List;

/**
 * What one member can do next.
 *
 * @param userId the member's id
 * @param userName what teammates call the member
 * @param missions exactly {@value #COUNT}
 */
public record PersonalMissions(long userId, String userName, List<Mission> missions) {

  /** Missions per member. */
  public static final int COUNT = 3;

  public PersonalMissions {
    missions = List.copyOf(missions);
    if (missions.size() != COUNT) {
      throw new IllegalArgumentException("a member gets 3 missions, not " + missions.size());
    }
  }
}
