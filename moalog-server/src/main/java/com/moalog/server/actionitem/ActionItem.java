package com.moalog.server.actionitem;

import org.jspecify.annotations.Nullable;

/**
 * An action item as the API shows it.
 *
 * @param dueDate a date in Korea
 * @param overdue open although its date has passed in Korea
 * @param createdAt wall clock in Korea, like {@code closedAt}
 */
record ActionItem(
    long actionItemId,
    long roomId,
    String content,
    String status,
    @Nullable Owner owner,
    @Nullable String dueDate,
    boolean overdue,
    @Nullable Origin origin,
    String createdAt,
    @Nullable String closedAt) {

  /** Who takes care of it. */
  record Owner(long memberId, String userName) {}

  /** What it grew out of. */
  record Origin(long retrospectId, String title, String kind, @Nullable Long responseId) {}
}
