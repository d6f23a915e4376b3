package com.moalog.fluxpay.subscription.model;

import java.time.Instant;

/** What is to be done with a subscription now. */
public sealed interface DueStep {

  /** Nothing until then. */
  record Wait(Instant until) implements DueStep {}

  /** Nothing ever: it is over. */
  record Over() implements DueStep {}

  /** Announce that it will not go on by itself. */
  record Announce() implements DueStep {}

  /** The due charge is to be tried. */
  record Charge() implements DueStep {}

  /** It ends as the customer wished. */
  record Cancel() implements DueStep {}

  /** It ends because it cannot go on. */
  record Expire() implements DueStep {}

  /**
   * What is to be done.
   *
   * @param chargeable whether there is a billing key that can be charged
   */
  static DueStep of(Subscription subscription, boolean chargeable, Instant now) {
    return switch (subscription.status()) {
      case CANCELLED, EXPIRED -> new Over();
      case PAUSED -> {
        Instant limit = subscription.pauseLimit();
        yield now.isBefore(limit) ? new Wait(limit) : new Expire();
      }
      case CREATED -> {
        Instant limit = subscription.times().createdAt().plus(Subscription.START_LIMIT);
        yield chargeable && now.isBefore(limit) ? new Charge() : new Expire();
      }
      case TRIAL, ACTIVE, PAST_DUE -> running(subscription, chargeable, now);
    };
  }

  private static DueStep running(Subscription subscription, boolean chargeable, Instant now) {
    Instant next = subscription.billing().nextAt();
    if (next != null && now.isBefore(next)) {
      return notYet(subscription, next, now);
    }
    if (subscription.ending().atPeriodEnd()) {
      return new Cancel();
    }
    boolean trial = subscription.status() == SubscriptionStatus.TRIAL;
    return trial && !chargeable ? new Expire() : new Charge();
  }

  private static DueStep notYet(Subscription subscription, Instant next, Instant now) {
    boolean ends =
        subscription.ending().atPeriodEnd() || subscription.status() == SubscriptionStatus.TRIAL;
    if (!ends || subscription.ending().announced()) {
      return new Wait(next);
    }
    Instant notice = next.minus(Subscription.NOTICE);
    return now.isBefore(notice) ? new Wait(notice) : new Announce();
  }
}
