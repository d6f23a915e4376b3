package com.moalog.fluxpay.subscription;

import com.moalog.fluxpay.database.TenantTransaction;
import com.moalog.fluxpay.database.TenantTransactions;
import com.moalog.fluxpay.http.Answer;
import com.moalog.fluxpay.http.Answers;
import com.moalog.fluxpay.http.Page;
import com.moalog.fluxpay.idempotency.Ticket;
import com.moalog.fluxpay.model.Caller;
import com.moalog.fluxpay.model.Decision;
import com.moalog.fluxpay.model.ErrorCode;
import com.moalog.fluxpay.model.UserId;
import com.moalog.fluxpay.subscription.Subscriptions.Happening;
import com.moalog.fluxpay.subscription.model.Plan;
import com.moalog.fluxpay.subscription.model.Subscription;
import com.moalog.fluxpay.subscription.model.SubscriptionId;
import com.moalog.fluxpay.subscription.model.SubscriptionStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What clients do with a subscription once it is there; each is a single transaction with its
 * stored answer. While a charge is not settled, nothing about the subscription changes.
 * Thread-safe.
 */
final class SubscriptionDesk {

  private static final int OK = 200;

  private final TenantTransactions transactions;
  private final Billing.Stores stores;
  private final Subscriptions subscriptions;
  private final Billing billing;
  private final Rules rules;

  SubscriptionDesk(
      TenantTransactions transactions,
      Billing.Stores stores,
      Subscriptions subscriptions,
      Billing billing,
      Rules rules) {
    this.transactions = transactions;
    this.stores = stores;
    this.subscriptions = subscriptions;
    this.billing = billing;
    this.rules = rules;
  }

  /** What these use cases need besides. */
  record Rules(SubscriptionSettings settings, Answers answers, UnusedTime unusedTime) {}

  Optional<Subscription> find(Caller caller, SubscriptionId id) {
    return transactions.call(caller, transaction -> stores.subscriptions().find(transaction, id));
  }

  List<Subscription> of(Caller caller, UserId user, Page page) {
    return transactions.call(
        caller, transaction -> stores.subscriptions().of(transaction, user, page));
  }

  Answer pause(Caller caller, SubscriptionId id, Ticket ticket) {
    return changed(
        caller,
        id,
        ticket,
        (transaction, stored) ->
            stored.subscription().status() == SubscriptionStatus.ACTIVE
                ? changed(
                    transaction,
                    stored,
                    stored.subscription().paused(subscriptions.now()),
                    Happening.of("paused"))
                : Decision.refused(ErrorCode.SUB_003));
  }

  Answer resume(Caller caller, SubscriptionId id, Ticket ticket) {
    return changed(
        caller,
        id,
        ticket,
        (transaction, stored) ->
            stored.subscription().status() == SubscriptionStatus.PAUSED
                ? changed(
                    transaction,
                    stored,
                    stored.subscription().resumed(rules.settings().calendar(), subscriptions.now()),
                    Happening.of("resumed"))
                : Decision.refused(ErrorCode.SUB_003));
  }

  Answer switchPlan(Caller caller, SubscriptionId id, String planId, Ticket ticket) {
    return changed(
        caller, id, ticket, (transaction, stored) -> switched(transaction, stored, planId));
  }

  private Decision<Subscription> switched(
      TenantTransaction transaction, SubscriptionStore.Stored stored, String planId) {
    Subscription subscription = stored.subscription();
    if (stores.plans().find(transaction, planId).filter(Plan::active).isEmpty()) {
      return Decision.refused(ErrorCode.SUB_005);
    }
    if (subscription.status().isTerminal()) {
      return Decision.refused(ErrorCode.SUB_003);
    }
    stores.subscriptions().lockPlans(transaction, subscription.userId());
    return billing.isTaken(transaction, subscription, planId)
        ? Decision.refused(ErrorCode.SUB_002)
        : changed(
            transaction,
            stored,
            subscription.switching(planId, subscriptions.now()),
            Happening.of(""));
  }

  Answer cancel(Caller caller, SubscriptionId id, CancelSubscription wish, Ticket ticket) {
    return changed(
        caller, id, ticket, (transaction, stored) -> cancelled(transaction, stored, wish));
  }

  /** One that is past due has no period left to wait for the end of. */
  private Decision<Subscription> cancelled(
      TenantTransaction transaction, SubscriptionStore.Stored stored, CancelSubscription wish) {
    Subscription subscription = stored.subscription();
    Instant now = subscriptions.now();
    if (subscription.status() == SubscriptionStatus.CANCELLED) {
      return Decision.accepted(subscription);
    }
    if (!subscription.status().canBecome(SubscriptionStatus.CANCELLED)) {
      return Decision.refused(ErrorCode.SUB_003);
    }
    boolean later =
        wish.mode() == CancelSubscription.Mode.PERIOD_END
            && subscription.status() != SubscriptionStatus.PAST_DUE;
    if (later) {
      return changed(transaction, stored, subscription.endingWithPeriod(now), Happening.of(""));
    }
    Map<String, Object> refund =
        wish.refundPolicy() == CancelSubscription.RefundPolicy.PRORATED
            ? rules.unusedTime().giveBack(transaction, subscription, now)
            : Map.of();
    return changed(
        transaction, stored, subscription.cancelled(now), new Happening("cancelled", refund));
  }

  private Decision<Subscription> changed(
      TenantTransaction transaction,
      SubscriptionStore.Stored before,
      Subscription after,
      Happening happening) {
    subscriptions.change(transaction, before, after, happening);
    if (after.status().isTerminal()) {
      subscriptions.rest(transaction, after.id());
    } else {
      subscriptions.wake(transaction, after.id(), subscriptions.now());
    }
    return Decision.accepted(after);
  }

  private Answer changed(Caller caller, SubscriptionId id, Ticket ticket, Change change) {
    return transactions.call(
        caller,
        transaction -> {
          Decision<Subscription> decision =
              stores
                  .subscriptions()
                  .lock(transaction, id)
                  .map(stored ->
                      billing.isCharging(transaction, stored.subscription())
                          ? Decision.<Subscription>refused(ErrorCode.PAY_003)
                          : change.decide(transaction, stored))
                  .orElseGet(() -> Decision.refused(ErrorCode.SUB_001));
          return closed(transaction, ticket, decision);
        });
  }

  private Answer closed(
      TenantTransaction transaction, Ticket ticket, Decision<Subscription> decision) {
    Answer answer =
        switch (decision) {
          case Decision.Accepted<Subscription>(Subscription subscription) ->
              rules
                  .answers()
                  .success(OK, SubscriptionView.of(subscription), transaction.caller().trace());
          case Decision.Refused<Subscription>(ErrorCode code) ->
              rules.answers().refusal(code, transaction.caller().trace());
        };
    ticket.complete(transaction, answer);
    return answer;
  }

  /** What a call wants of a locked subscription. */
  private interface Change {
    Decision<Subscription> decide(TenantTransaction transaction, SubscriptionStore.Stored stored);
  }
}
