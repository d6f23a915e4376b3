package com.moalog.fluxpay.subscription.model;

/** Where a subscription stands. */
public enum SubscriptionStatus {
  /** Wanted; the first charge is not captured yet. */
  CREATED,
  /** In use without a charge, for a while. */
  TRIAL,
  ACTIVE,
  /** A cycle's charge was declined; it is tried again. */
  PAST_DUE,
  /** Neither used nor charged until it is resumed. */
  PAUSED,
  CANCELLED,
  EXPIRED;

  /** Whether a subscription may go from here to there in one step. */
  public boolean canBecome(SubscriptionStatus next) {
    return switch (this) {
      case CREATED -> next == TRIAL || next == ACTIVE || next == EXPIRED;
      case TRIAL -> next == ACTIVE || next == PAST_DUE || next == CANCELLED || next == EXPIRED;
      case ACTIVE -> next == ACTIVE || next == PAST_DUE || next == PAUSED || next == CANCELLED;
      case PAST_DUE -> next == ACTIVE || next == PAST_DUE || next == CANCELLED || next == EXPIRED;
      case PAUSED -> next == ACTIVE || next == CANCELLED || next == EXPIRED;
      case CANCELLED, EXPIRED -> false;
    };
  }

  /** Whether the subscription is over for good. */
  public boolean isTerminal() {
    return this == CANCELLED || this == EXPIRED;
  }
}
