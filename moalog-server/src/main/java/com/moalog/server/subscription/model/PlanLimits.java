package com.moalog.server.subscription.model;

/**
 * How much of the product a plan allows; {@value #UNLIMITED} means any amount.
 *
 * @param analysesPerMonth AI analyses per room and month
 * @param hintsPerMonth calls of the writing assistant per member and month
 * @param roomMembers members of a room
 */
public record PlanLimits(int analysesPerMonth, int hintsPerMonth, int roomMembers) {

  /** No limit. */
  public static final int UNLIMITED = -1;
}
