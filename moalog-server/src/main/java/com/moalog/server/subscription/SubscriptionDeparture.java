package com.moalog.server.subscription;

import com.moalog.server.member.Departure;
import com.moalog.server.model.MemberId;
import com.moalog.server.subscription.model.SubscriptionStatus;
import java.util.List;
import org.springframework.stereotype.Component;

/** Ends the subscriptions of a member who leaves. Thread-safe. */
@Component
class SubscriptionDeparture implements Departure {

  private final Subscriptions subscriptions;
  private final CurrentPlans plans;

  SubscriptionDeparture(Subscriptions subscriptions, CurrentPlans plans) {
    this.subscriptions = subscriptions;
    this.plans = plans;
  }

  @Override
  public void beforeDeletionOf(MemberId member) {
    for (SubscriptionStatus living :
        List.of(SubscriptionStatus.ACTIVE, SubscriptionStatus.PENDING)) {
      subscriptions.find(member, living).ifPresent(one -> subscriptions.cancel(one.id()));
    }
    plans.forget(member);
  }
}
