package com.moalog.server.subscription;

import com.moalog.server.database.Transactions;
import com.moalog.server.fluxpay.FluxpayClient;
import com.moalog.server.fluxpay.FluxpayException;
import com.moalog.server.fluxpay.PlanOrder;
import com.moalog.server.http.ErrorCode;
import com.moalog.server.http.Refusal;
import com.moalog.server.member.Members;
import com.moalog.server.model.MemberId;
import com.moalog.server.subscription.model.Plan;
import com.moalog.server.subscription.model.Subscription;
import com.moalog.server.subscription.model.SubscriptionStatus;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/**
 * Puts members on plans. A paid plan begins when its payment is confirmed, so until then, and when
 * anything fails, the plan that is active stays. Thread-safe.
 */
@Service
class Subscribing {

  /** How long an unpaid choice is taken up again before a new one is made. */
  static final Duration PENDING_LIFETIME = Duration.ofDays(1);

  private static final Logger LOG = LoggerFactory.getLogger(Subscribing.class);

  private final Members members;
  private final Subscriptions subscriptions;
  private final CurrentPlans plans;
  private final Transactions transactions;
  private final FluxpayClient fluxpay;

  Subscribing(
      Members members,
      Subscriptions subscriptions,
      CurrentPlans plans,
      Transactions transactions,
      FluxpayClient fluxpay) {
    this.members = members;
    this.subscriptions = subscriptions;
    this.plans = plans;
    this.transactions = transactions;
    this.fluxpay = fluxpay;
  }

  /** Subscribes the member to the plan, or finds that this has been done already. */
  Subscription subscribe(MemberId member, Plan plan) {
    Subscription chosen = transactions.compute(() -> choose(member, plan));
    plans.forget(member);
    boolean toBePaid = chosen.status() == SubscriptionStatus.PENDING && chosen.payment() == null;
    return toBePaid ? ordered(member, chosen) : chosen;
  }

  /** Ends the member's paid plan at once. */
  void cancel(MemberId member) {
    transactions.run(() -> {
      lock(member);
      Subscription active =
          subscriptions
              .find(member, SubscriptionStatus.ACTIVE)
              .orElseThrow(() -> Refusal.of(ErrorCode.NO_SUBSCRIPTION));
      if (!active.plan().isPaid()) {
        throw Refusal.of(ErrorCode.FREE_PLAN_NOT_CANCELLABLE);
      }
      subscriptions.cancel(active.id());
    });
    plans.forget(member);
  }

  private void lock(MemberId member) {
    if (!members.lock(member)) {
      throw Refusal.of(ErrorCode.MEMBER_NOT_FOUND);
    }
  }

  private Subscription choose(MemberId member, Plan plan) {
    lock(member);
    Optional<Subscription> active = subscriptions.find(member, SubscriptionStatus.ACTIVE);
    Optional<Subscription> pending = subscriptions.find(member, SubscriptionStatus.PENDING);
    if (active.isPresent() && active.get().plan() == plan) {
      pending.ifPresent(one -> subscriptions.expire(one.id()));
      return active.get();
    }
    if (!plan.isPaid()) {
      active.ifPresent(one -> subscriptions.cancel(one.id()));
      pending.ifPresent(one -> subscriptions.cancel(one.id()));
      return subscriptions.insert(member, plan, SubscriptionStatus.ACTIVE);
    }
    if (pending.isPresent() && isUsable(pending.get(), plan)) {
      return pending.get();
    }
    pending.ifPresent(one -> subscriptions.expire(one.id()));
    return subscriptions.insert(member, plan, SubscriptionStatus.PENDING);
  }

  private boolean isUsable(Subscription pending, Plan plan) {
    return pending.plan() == plan
        && pending.period().createdAt().isAfter(subscriptions.now().minus(PENDING_LIFETIME));
  }

  /** Concurrent calls for the same subscription get the same order: the engine sees one key. */
  private Subscription ordered(MemberId member, Subscription chosen) {
    Plan plan = chosen.plan();
    PlanOrder order =
        new PlanOrder(
            chosen.id(),
            Long.toString(member.value()),
            plan.productId(),
            "Moalog " + plan.displayName() + " (monthly)",
            plan.monthlyPriceKrw());
    try {
      String orderId = fluxpay.order(order);
      String paymentId = fluxpay.payment(order, orderId);
      subscriptions.keepPayment(chosen.id(), new Subscription.Payment(orderId, paymentId));
      return subscriptions.get(chosen.id());
    } catch (FluxpayException failed) {
      throw refusal(chosen, failed);
    }
  }

  static Refusal refusal(Subscription chosen, FluxpayException failed) {
    return switch (failed.fault()) {
      case UNREACHABLE -> {
        LOG.warn("subscription {} cannot be ordered: {}", chosen.id(), failed.getMessage());
        yield Refusal.of(ErrorCode.PAYMENT_UNREACHABLE);
      }
      case REJECTED -> {
        LOG.error("the order of subscription {} was refused: {}", chosen.id(), failed.getMessage());
        yield Refusal.of(ErrorCode.PAYMENT_REJECTED);
      }
    };
  }
}
