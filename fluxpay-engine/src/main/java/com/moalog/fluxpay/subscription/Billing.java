package com.moalog.fluxpay.subscription;

import com.moalog.fluxpay.database.TenantTransaction;
import com.moalog.fluxpay.model.IdSource;
import com.moalog.fluxpay.model.OrderId;
import com.moalog.fluxpay.model.PaymentId;
import com.moalog.fluxpay.model.UserId;
import com.moalog.fluxpay.order.Orders;
import com.moalog.fluxpay.order.StoredOrder;
import com.moalog.fluxpay.order.model.Fulfilment;
import com.moalog.fluxpay.order.model.LineItem;
import com.moalog.fluxpay.order.model.Order;
import com.moalog.fluxpay.order.model.OrderStatus;
import com.moalog.fluxpay.payment.BillingCharges;
import com.moalog.fluxpay.payment.model.Failure;
import com.moalog.fluxpay.psp.ChargeRequest;
import com.moalog.fluxpay.subscription.Subscriptions.Happening;
import com.moalog.fluxpay.subscription.model.DueStep;
import com.moalog.fluxpay.subscription.model.Period;
import com.moalog.fluxpay.subscription.model.Plan;
import com.moalog.fluxpay.subscription.model.Subscription;
import com.moalog.fluxpay.subscription.model.SubscriptionId;
import com.moalog.fluxpay.subscription.model.SubscriptionStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The transactions of a billing cycle, each within the caller's. Thread-safe. */
final class Billing {

  private final Stores stores;
  private final Subscriptions subscriptions;
  private final Orders orders;
  private final BillingCharges charges;
  private final Rules rules;

  Billing(
      Stores stores,
      Subscriptions subscriptions,
      Orders orders,
      BillingCharges charges,
      Rules rules) {
    this.stores = stores;
    this.subscriptions = subscriptions;
    this.orders = orders;
    this.charges = charges;
    this.rules = rules;
  }

  /** Where everything is kept. */
  record Stores(
      SubscriptionStore subscriptions,
      InvoiceStore invoices,
      PlanStore plans,
      BillingKeyStore keys) {}

  /** By what rules it renews. */
  record Rules(SubscriptionSettings settings, IdSource ids) {

    /** A new subscription of the user to the plan, on those terms. */
    Subscription created(UserId user, Subscription.Terms terms, Plan plan, Instant now) {
      return Subscription.created(
          new Subscription.Wish(new SubscriptionId(ids.next()), user, terms),
          plan,
          settings.calendar(),
          now);
    }
  }

  /** What a look found. */
  sealed interface Due {

    /** The subscription is over, or there is none. */
    record Nothing() implements Due {}

    /** What was due is done. */
    record Done() implements Due {}

    /** Nothing is due yet; the next look is scheduled. */
    record Later() implements Due {}

    /** A charge was begun and must now be asked for. */
    record Begun(BillingCharges.Try attempt, ChargeRequest request) implements Due {}

    /** A charge was begun before, and how it ended is not known. */
    record InFlight(PaymentId payment, Invoice invoice, Plan plan, Optional<BillingKey> key)
        implements Due {

      /** The same charge once more; empty when the card is gone. */
      Optional<ChargeRequest> request(BillingCharges.Try again) {
        return key.map(card ->
            new ChargeRequest(
                card.card(),
                again.payment(),
                invoice.amount(),
                plan.name(),
                again.idempotencyKey()));
      }
    }
  }

  /** Looks what is due, does it when no provider is needed, or begins a charge. */
  Due due(TenantTransaction transaction, SubscriptionId id) {
    Optional<SubscriptionStore.Stored> stored = stores.subscriptions().lock(transaction, id);
    if (stored.isEmpty()) {
      return new Due.Nothing();
    }
    Subscription subscription = stored.get().subscription();
    Optional<BillingKey> key = key(transaction, subscription);
    Optional<Due> inFlight = inFlight(transaction, subscription, key);
    if (inFlight.isPresent()) {
      return inFlight.get();
    }
    boolean chargeable = key.filter(BillingKey::active).isPresent();
    Instant now = subscriptions.now();
    return switch (DueStep.of(subscription, chargeable, now)) {
      case DueStep.Over() -> new Due.Nothing();
      case DueStep.Wait(Instant until) -> later(transaction, id, until);
      case DueStep.Announce() ->
          done(transaction, stored.get(), subscription.announced(now), "expiring");
      case DueStep.Cancel() ->
          done(transaction, stored.get(), subscription.cancelled(now), "cancelled");
      case DueStep.Expire() ->
          done(transaction, stored.get(), subscription.expired(now), "expired");
      case DueStep.Charge() ->
          chargeable
              ? begin(transaction, subscription, key.orElseThrow())
              : withoutCard(transaction, stored.get());
    };
  }

  /** Still under the lock: whoever changes the subscription next may want an earlier look. */
  private Due later(TenantTransaction transaction, SubscriptionId id, Instant until) {
    subscriptions.wake(transaction, id, until);
    return new Due.Later();
  }

  private Optional<BillingKey> key(TenantTransaction transaction, Subscription subscription) {
    return Optional.ofNullable(subscription.terms().billingKeyId())
        .flatMap(id -> stores.keys().find(transaction, id));
  }

  /** The charge of the due bill that was begun and is not settled. */
  private Optional<Due> inFlight(
      TenantTransaction transaction, Subscription subscription, Optional<BillingKey> key) {
    return stores
        .invoices()
        .at(transaction, subscription.id(), subscription.due())
        .filter(invoice -> invoice.status() == Invoice.Status.OPEN)
        .flatMap(invoice ->
            Optional.ofNullable(invoice.paymentId())
                .filter(payment -> charges.isOpen(transaction, payment))
                .map(payment ->
                    new Due.InFlight(
                        payment,
                        invoice,
                        stores.plans().find(transaction, invoice.planId()).orElseThrow(),
                        key)));
  }

  /** Whether a charge was begun and is not settled. */
  boolean isCharging(TenantTransaction transaction, Subscription subscription) {
    return !subscription.status().isTerminal()
        && inFlight(transaction, subscription, Optional.empty()).isPresent();
  }

  /** Whether another subscription of the user is to the plan, or will be. */
  boolean isTaken(TenantTransaction transaction, Subscription subscription, String planId) {
    return !planId.equals(subscription.terms().planId())
        && stores.subscriptions().holding(transaction, subscription.userId(), planId).stream()
            .anyMatch(other -> !other.equals(subscription.id()));
  }

  /** The plan, or the present one if another subscription is to it by now. */
  private Plan plan(TenantTransaction transaction, Subscription subscription, String planId) {
    String billed =
        isTaken(transaction, subscription, planId) ? subscription.terms().planId() : planId;
    return stores.plans().find(transaction, billed).orElseThrow();
  }

  private Due done(
      TenantTransaction transaction,
      SubscriptionStore.Stored before,
      Subscription after,
      String event) {
    subscriptions.change(transaction, before, after, Happening.of(event));
    return new Due.Done();
  }

  /** The card was taken away: as good as a decline, but nobody is asked. */
  private Due withoutCard(TenantTransaction transaction, SubscriptionStore.Stored before) {
    Subscription after =
        before.subscription().declined(rules.settings().dunning(), subscriptions.now());
    subscriptions.change(
        transaction,
        before,
        after,
        new Happening(declineEvent(after), Map.of("failureCode", "NO_BILLING_KEY")));
    return new Due.Done();
  }

  private Due begin(TenantTransaction transaction, Subscription subscription, BillingKey key) {
    Plan plan = plan(transaction, subscription, subscription.terms().nextPlanId());
    Instant now = subscriptions.now();
    Instant start = subscription.due();
    Period period =
        new Period(
            start,
            rules
                .settings()
                .calendar()
                .end(start, plan.rhythm(), subscription.billing().anchorDay()));
    Invoice invoice =
        stores
            .invoices()
            .open(
                transaction,
                new InvoiceStore.Draft(rules.ids().next(), subscription.id(), period, plan),
                now);
    Order order = order(subscription, invoice, plan, now);
    orders.place(transaction, order);
    BillingCharges.Try attempt = charges.begin(transaction, order.id(), invoice.amount());
    stores.invoices().tried(transaction, invoice, order.id(), attempt.payment());
    return new Due.Begun(
        attempt,
        new ChargeRequest(
            key.card(),
            attempt.payment(),
            invoice.amount(),
            plan.name(),
            attempt.idempotencyKey()));
  }

  private Order order(Subscription subscription, Invoice invoice, Plan plan, Instant now) {
    LineItem line =
        new LineItem(
            rules.ids().next(), new LineItem.Product(plan.id(), plan.name()), 1, invoice.amount());
    String metadata =
        "{\"subscriptionId\":\"%s\",\"invoiceId\":\"%s\"}"
            .formatted(subscription.id(), invoice.id());
    return Order.placed(
        new OrderId(rules.ids().next()),
        subscription.userId(),
        List.of(line),
        new Order.Terms(metadata, Fulfilment.EXTERNAL),
        now);
  }

  /**
   * Draws the conclusion from how a charge stands. Order and payment are locked before the
   * subscription.
   *
   * @return whether there was one to draw
   */
  boolean settle(
      TenantTransaction transaction, SubscriptionId id, BillingCharges.Standing standing) {
    return switch (standing) {
      case BillingCharges.Standing.Open() -> false;
      case BillingCharges.Standing.Captured(PaymentId payment, StoredOrder order) -> {
        collected(transaction, id, payment, order);
        yield true;
      }
      case BillingCharges.Standing.Declined(Failure why, StoredOrder order) -> {
        declined(transaction, id, why, order);
        yield true;
      }
    };
  }

  private void collected(
      TenantTransaction transaction, SubscriptionId id, PaymentId payment, StoredOrder order) {
    SubscriptionStore.Stored before = stores.subscriptions().lock(transaction, id).orElseThrow();
    Optional<Invoice> invoice = openInvoice(transaction, before.subscription(), payment);
    if (invoice.isEmpty()) {
      return;
    }
    Plan plan = plan(transaction, before.subscription(), invoice.get().planId());
    Instant now = subscriptions.now();
    Subscription after = before.subscription().charged(plan, rules.settings().calendar(), now);
    stores.invoices().end(transaction, invoice.get(), Invoice.Status.PAID);
    orders.complete(transaction, order, now);
    subscriptions.change(
        transaction,
        before,
        after,
        new Happening(
            renewal(before.subscription().status()),
            Map.of("invoiceId", invoice.get().id().toString(), "paymentId", payment.toString())));
  }

  private static String renewal(SubscriptionStatus before) {
    return before == SubscriptionStatus.CREATED || before == SubscriptionStatus.TRIAL
        ? "activated"
        : "renewed";
  }

  private void declined(
      TenantTransaction transaction, SubscriptionId id, Failure why, StoredOrder order) {
    SubscriptionStore.Stored before = stores.subscriptions().lock(transaction, id).orElseThrow();
    Subscription subscription = before.subscription();
    Optional<Invoice> invoice =
        stores
            .invoices()
            .at(transaction, id, subscription.due())
            .filter(open ->
                open.status() == Invoice.Status.OPEN && order.order().id().equals(open.orderId()));
    if (subscription.status().isTerminal() || invoice.isEmpty() || !isPending(order)) {
      return;
    }
    Instant now = subscriptions.now();
    Subscription after = subscription.declined(rules.settings().dunning(), now);
    orders.cancel(transaction, order, now);
    if (!after.status().isTerminal()) {
      stores.invoices().declined(transaction, invoice.get(), why.code());
    }
    subscriptions.change(
        transaction,
        before,
        after,
        new Happening(
            declineEvent(after),
            Map.of("invoiceId", invoice.get().id().toString(), "failureCode", why.code())));
  }

  private static boolean isPending(StoredOrder order) {
    return order.order().status() == OrderStatus.PENDING;
  }

  private static String declineEvent(Subscription after) {
    return after.status() == SubscriptionStatus.EXPIRED ? "expired" : "payment_failed";
  }

  /** The due bill that this payment was to pay; a payment is counted once. */
  private Optional<Invoice> openInvoice(
      TenantTransaction transaction, Subscription subscription, PaymentId payment) {
    return subscription.status().isTerminal()
        ? Optional.empty()
        : stores
            .invoices()
            .at(transaction, subscription.id(), subscription.due())
            .filter(invoice ->
                invoice.status() == Invoice.Status.OPEN && payment.equals(invoice.paymentId()));
  }
}
