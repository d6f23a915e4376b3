package com.moalog.server.subscription;

import com.moalog.server.subscription.model.Plan;
import com.moalog.server.subscription.model.Subscription;
import com.moalog.server.subscription.model.SubscriptionStatus;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * A subscription in the shape of the API; times are UTC.
 *
 * @param subscriptionId 0 for a member who never subscribed
 * @param planName "Free", "Pro" or "Team"
 * @param status "Active", "Cancelled", "Expired" or "Pending"
 * @param startedAt empty for a member who never subscribed
 * @param expiresAt when it ends, if it does
 * @param cancelledAt when it was cancelled, if it was
 */
record SubscriptionView(
    long subscriptionId,
    String planName,
    String status,
    String startedAt,
    @Nullable String expiresAt,
    @Nullable String cancelledAt) {

  /** What a member without an active subscription sees. */
  static final SubscriptionView NONE =
      new SubscriptionView(
          0, Plan.FREE.displayName(), SubscriptionStatus.ACTIVE.wireName(), "", null, null);

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

  static SubscriptionView of(Subscription subscription) {
    return new SubscriptionView(
        subscription.id(),
        subscription.plan().displayName(),
        subscription.status().wireName(),
        TIME.format(subscription.period().startedAt()),
        text(subscription.period().expiresAt()),
        text(subscription.period().cancelledAt()));
  }

  private static @Nullable String text(@Nullable LocalDateTime time) {
    return time == null ? null : TIME.format(time);
  }
}
