package com.moalog.server.subscription;

import com.moalog.server.database.Transactions;
import com.moalog.server.model.MemberId;
import com.moalog.server.subscription.model.Subscription;
import com.moalog.server.subscription.model.SubscriptionStatus;
import org.springframework.stereotype.Component;

/** Ends paid plans whose month is over, where that is wanted. Thread-safe. */
@Component
class Expiry {

  static final int BATCH = 100;

  private final Subscriptions subscriptions;
  private final SubscriptionSettings settings;
  private final CurrentPlans plans;
  private final Transactions transactions;

  Expiry(
      Subscriptions subscriptions,
      SubscriptionSettings settings,
      CurrentPlans plans,
      Transactions transactions) {
    this.subscriptions = subscriptions;
    this.settings = settings;
    this.plans = plans;
    this.transactions = transactions;
  }

  /** Ends what is overdue now. */
  void endOverdue() {
    if (settings.expiryEnforced()) {
      subscriptions.overdue(BATCH).forEach(this::end);
    }
  }

  private void end(Subscription overdue) {
    transactions.run(() -> {
      if (subscriptions.getLocked(overdue.id()).status() == SubscriptionStatus.ACTIVE) {
        subscriptions.expire(overdue.id());
      }
    });
    MemberId member = overdue.member();
    if (member != null) {
      plans.forget(member);
    }
  }
}
