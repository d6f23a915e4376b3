package com.moalog.fluxpay.subscription;

import com.moalog.fluxpay.database.TenantTransaction;
import com.moalog.fluxpay.database.TenantTransactions;
import com.moalog.fluxpay.http.Answer;
import com.moalog.fluxpay.http.Answers;
import com.moalog.fluxpay.http.RefusedException;
import com.moalog.fluxpay.idempotency.Ticket;
import com.moalog.fluxpay.model.Caller;
import com.moalog.fluxpay.model.Decision;
import com.moalog.fluxpay.model.ErrorCode;
import com.moalog.fluxpay.payment.BillingCharges;
import com.moalog.fluxpay.subscription.Subscriptions.Happening;
import com.moalog.fluxpay.subscription.model.BillingKeyId;
import com.moalog.fluxpay.subscription.model.Plan;
import com.moalog.fluxpay.subscription.model.Subscription;
import com.moalog.fluxpay.subscription.model.SubscriptionId;
import com.moalog.fluxpay.subscription.model.SubscriptionStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Begins subscriptions, with a trial or with the first charge. Thread-safe. */
final class Enrolment {

  /** When a subscription whose first charge was cut off is looked after. */
  private static final Duration RECOVERY_DELAY = Duration.ofSeconds(20);

  private static final int CREATED = 201;
  private static final int ACCEPTED = 202;

  private final TenantTransactions transactions;
  private final Billing.Stores stores;
  private final Subscriptions subscriptions;
  private final Cycle cycle;
  private final Tools tools;

  Enrolment(
      TenantTransactions transactions,
      Billing.Stores stores,
      Subscriptions subscriptions,
      Cycle cycle,
      Tools tools) {
    this.transactions = transactions;
    this.stores = stores;
    this.subscriptions = subscriptions;
    this.cycle = cycle;
    this.tools = tools;
  }

  /** What this needs besides. */
  record Tools(Billing.Rules rules, BillingCharges charges, Answers answers) {}

  /**
   * Subscribes. Who repeats a request that was cut off goes on with the subscription it began.
   *
   * @throws RefusedException with {@code VAL_001} when the plan needs a billing key
   */
  Answer enrol(Caller caller, CreateSubscription wish, Ticket ticket) {
    Decision<Subscription> begun =
        transactions.call(caller, transaction -> begun(transaction, wish, ticket));
    return switch (begun) {
      case Decision.Refused<Subscription>(ErrorCode code) ->
          transactions.call(
              caller,
              transaction ->
                  stored(
                      transaction,
                      ticket,
                      tools.answers().refusal(code, transaction.caller().trace())));
      case Decision.Accepted<Subscription>(Subscription subscription) -> {
        if (subscription.status() == SubscriptionStatus.CREATED) {
          cycle.turn(caller, subscription.id());
        }
        yield transactions.call(
            caller,
            transaction -> stored(transaction, ticket, answer(transaction, subscription.id())));
      }
    };
  }

  private Decision<Subscription> begun(
      TenantTransaction transaction, CreateSubscription wish, Ticket ticket) {
    Optional<Subscription> own =
        ticket
            .begun()
            .map(id -> new SubscriptionId(UUID.fromString(id)))
            .flatMap(id -> stores.subscriptions().find(transaction, id));
    if (own.isPresent()) {
      return Decision.accepted(own.get());
    }
    Optional<Plan> plan = stores.plans().find(transaction, wish.planId()).filter(Plan::active);
    if (plan.isEmpty()) {
      return Decision.refused(ErrorCode.SUB_005);
    }
    stores.subscriptions().lockPlans(transaction, wish.userId());
    if (!stores.subscriptions().holding(transaction, wish.userId(), wish.planId()).isEmpty()) {
      return Decision.refused(ErrorCode.SUB_002);
    }
    @Nullable BillingKeyId key = wish.billingKeyId();
    if (key == null && plan.get().trialDays() == 0) {
      throw RefusedException.ofField("billingKeyId", "is required, for the plan has no trial");
    }
    boolean usable = key == null || stores.keys().isUsable(transaction, key, wish.userId());
    return usable
        ? created(transaction, wish, plan.get(), ticket)
        : Decision.refused(ErrorCode.SUB_007);
  }

  private Decision<Subscription> created(
      TenantTransaction transaction, CreateSubscription wish, Plan plan, Ticket ticket) {
    Instant now = subscriptions.now();
    Subscription subscription =
        tools
            .rules()
            .created(
                wish.userId(),
                new Subscription.Terms(plan.id(), null, wish.billingKeyId(), wish.metadata()),
                plan,
                now);
    if (plan.trialDays() > 0) {
      subscription = subscription.tried(plan, tools.rules().settings().calendar(), now);
    }
    if (!subscriptions.create(transaction, subscription, Happening.of("created"))) {
      return Decision.refused(ErrorCode.SUB_002);
    }
    ticket.begin(transaction, "subscription", subscription.id().toString());
    subscriptions.wake(
        transaction, subscription.id(), plan.trialDays() > 0 ? now : now.plus(RECOVERY_DELAY));
    return Decision.accepted(subscription);
  }

  private Answer answer(TenantTransaction transaction, SubscriptionId id) {
    Subscription subscription = stores.subscriptions().find(transaction, id).orElseThrow();
    return switch (subscription.status()) {
      case CREATED ->
          tools
              .answers()
              .success(ACCEPTED, SubscriptionView.of(subscription), transaction.caller().trace());
      case EXPIRED ->
          tools
              .answers()
              .refusal(
                  ErrorCode.SUB_004,
                  details(transaction, subscription),
                  transaction.caller().trace());
      case TRIAL, ACTIVE, PAST_DUE, PAUSED, CANCELLED ->
          tools
              .answers()
              .success(CREATED, SubscriptionView.of(subscription), transaction.caller().trace());
    };
  }

  private Map<String, Object> details(TenantTransaction transaction, Subscription subscription) {
    String failureCode =
        stores
            .invoices()
            .at(transaction, subscription.id(), subscription.period().start())
            .flatMap(invoice -> Optional.ofNullable(invoice.paymentId()))
            .flatMap(payment -> tools.charges().failureCode(transaction, payment))
            .orElse("UNKNOWN");
    return Map.of("failureCode", failureCode, "subscriptionId", subscription.id().toString());
  }

  private static Answer stored(TenantTransaction transaction, Ticket ticket, Answer answer) {
    ticket.complete(transaction, answer);
    return answer;
  }
}
