package com.moalog.fluxpay.subscription;

import com.moalog.fluxpay.audit.Audit;
import com.moalog.fluxpay.database.TenantTransaction;
import com.moalog.fluxpay.model.IdSource;
import com.moalog.fluxpay.outbox.DomainEvent;
import com.moalog.fluxpay.outbox.Outbox;
import com.moalog.fluxpay.subscription.model.Subscription;
import com.moalog.fluxpay.subscription.model.SubscriptionId;
import com.moalog.fluxpay.subscription.model.SubscriptionStatus;
import com.moalog.fluxpay.task.TaskKind;
import com.moalog.fluxpay.task.Tasks;
import com.moalog.fluxpay.webhook.Notification;
import com.moalog.fluxpay.webhook.Webhooks;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Stores a subscription's change together with its event, its notification, its audit row and the
 * task that comes back when something is due. Thread-safe.
 */
final class Subscriptions {

  private static final String AGGREGATE = "subscription";

  /** How far ahead a task looks at most; a later date is reached in several looks. */
  private static final Duration LONGEST_WAIT = Duration.ofDays(30);

  private final SubscriptionStore store;
  private final InvoiceStore invoices;
  private final Outbox outbox;
  private final Audit audit;
  private final Surroundings surroundings;

  Subscriptions(
      SubscriptionStore store,
      InvoiceStore invoices,
      Outbox outbox,
      Audit audit,
      Surroundings surroundings) {
    this.store = store;
    this.invoices = invoices;
    this.outbox = outbox;
    this.audit = audit;
    this.surroundings = surroundings;
  }

  /** What is passed in from outside. */
  record Surroundings(Tasks tasks, IdSource ids, InstantSource clock, Webhooks webhooks) {}

  /**
   * What happened.
   *
   * @param event the event's type without the aggregate; empty when nobody else is told
   * @param facts what the event says besides the subscription itself
   */
  record Happening(String event, Map<String, Object> facts) {

    static Happening of(String event) {
      return new Happening(event, Map.of());
    }
  }

  Instant now() {
    return surroundings.clock().instant().truncatedTo(ChronoUnit.MICROS);
  }

  /** Stores a new subscription; false when the user has a live one to the plan. */
  boolean create(TenantTransaction transaction, Subscription subscription, Happening happening) {
    if (!store.insert(transaction, subscription, 1)) {
      return false;
    }
    publish(transaction, subscription, happening, 1);
    audit(transaction, Map.of(), subscription, happening);
    return true;
  }

  /**
   * Stores the subscription as it is now; the bill of one that is over is collected no more. Its
   * row is locked by the caller.
   */
  void change(
      TenantTransaction transaction,
      SubscriptionStore.Stored before,
      Subscription after,
      Happening happening) {
    boolean told = !happening.event().isEmpty();
    long sequence = before.eventSequence() + (told ? 1 : 0);
    store.update(transaction, after, sequence);
    if (told) {
      publish(transaction, after, happening, sequence);
    }
    audit(transaction, facts(before.subscription()), after, happening);
    if (after.status().isTerminal()) {
      invoices.endOpen(
          transaction,
          after.id(),
          after.status() == SubscriptionStatus.EXPIRED
              ? Invoice.Status.UNCOLLECTIBLE
              : Invoice.Status.VOID);
    }
  }

  /** Has somebody look at the subscription then. */
  void wake(TenantTransaction transaction, SubscriptionId id, Instant at) {
    Duration delay = Duration.between(now(), at);
    Duration bounded = delay.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : delay;
    surroundings
        .tasks()
        .schedule(
            transaction,
            TaskKind.SUBSCRIPTION_CYCLE,
            id.toString(),
            bounded.isNegative() ? Duration.ZERO : bounded);
  }

  /** Nobody needs to look any more. */
  void rest(TenantTransaction transaction, SubscriptionId id) {
    surroundings.tasks().cancel(transaction, TaskKind.SUBSCRIPTION_CYCLE, id.toString());
  }

  private void publish(
      TenantTransaction transaction, Subscription subscription, Happening happening, long number) {
    Map<String, Object> fields = facts(subscription);
    fields.putAll(happening.facts());
    DomainEvent event =
        new DomainEvent(
            surroundings.ids().next().toString(),
            new DomainEvent.Aggregate(AGGREGATE, subscription.id().toString(), number),
            AGGREGATE + "." + happening.event(),
            subscription.times().updatedAt(),
            fields);
    outbox.append(transaction, event);
    surroundings
        .webhooks()
        .notify(transaction, () -> notification(transaction, subscription, event, fields));
  }

  private Notification notification(
      TenantTransaction transaction,
      Subscription subscription,
      DomainEvent event,
      Map<String, Object> fields) {
    InvoiceStore.Charge last = invoices.lastCharge(transaction, subscription.id());
    return new Notification(
        event.id(),
        event.type(),
        new Notification.Subject(last.orderId(), last.paymentId(), subscription.status().name()),
        null,
        event.occurredAt(),
        fields);
  }

  private void audit(
      TenantTransaction transaction,
      Map<String, Object> before,
      Subscription after,
      Happening happening) {
    String step = happening.event().isEmpty() ? "change" : happening.event();
    Map<String, Object> facts = new HashMap<>(facts(after));
    facts.putAll(happening.facts());
    audit.append(
        transaction,
        after.times().updatedAt(),
        new Audit.Entry(AGGREGATE + "." + step, AGGREGATE, after.id().toString(), before, facts));
  }

  private static Map<String, Object> facts(Subscription subscription) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("subscriptionId", subscription.id().toString());
    fields.put("userId", subscription.userId().value());
    fields.put("planId", subscription.terms().planId());
    fields.put("status", subscription.status());
    fields.put("currentPeriodEnd", subscription.period().end());
    Optional.ofNullable(subscription.terms().pendingPlanId())
        .ifPresent(pending -> fields.put("pendingPlanId", pending));
    return fields;
  }
}
