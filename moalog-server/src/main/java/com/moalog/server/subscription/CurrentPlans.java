package com.moalog.server.subscription;

import com.moalog.server.model.MemberId;
import com.moalog.server.subscription.model.Plan;
import com.moalog.server.subscription.model.Subscription;
import com.moalog.server.subscription.model.SubscriptionStatus;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.springframework.stereotype.Component;

/**
 * Tells which plan a member is on. An answer may be up to 5 seconds old when another server changed
 * the plan. Thread-safe.
 */
@Component
public class CurrentPlans {

  static final Duration LIFETIME = Duration.ofSeconds(5);

  /** Beyond this many members the cache is emptied of what has lapsed. */
  private static final int SWEEP_SIZE = 10_000;

  private final ConcurrentMap<MemberId, Known> known = new ConcurrentHashMap<>();
  private final Subscriptions subscriptions;
  private final Clock clock;

  CurrentPlans(Subscriptions subscriptions, Clock clock) {
    this.subscriptions = subscriptions;
    this.clock = clock;
  }

  /** The plan of the active subscription; without one the member is on the free plan. */
  public Plan planOf(MemberId member) {
    Instant now = clock.instant();
    Known cached = known.get(member);
    if (cached != null && now.isBefore(cached.until())) {
      return cached.plan();
    }
    if (known.size() > SWEEP_SIZE) {
      known.values().removeIf(one -> !now.isBefore(one.until()));
    }
    Plan plan =
        subscriptions
            .find(member, SubscriptionStatus.ACTIVE)
            .map(Subscription::plan)
            .orElse(Plan.FREE);
    known.put(member, new Known(plan, now.plus(LIFETIME)));
    return plan;
  }

  /** To be called once a change of the member's plan is committed. */
  void forget(MemberId member) {
    known.remove(member);
  }

  private record Known(Plan plan, Instant until) {}
}
