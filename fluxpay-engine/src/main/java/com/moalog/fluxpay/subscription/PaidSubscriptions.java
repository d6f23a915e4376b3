package com.moalog.fluxpay.subscription;

import com.moalog.fluxpay.database.TenantTransaction;
import com.moalog.fluxpay.model.PaymentId;
import com.moalog.fluxpay.model.Uuids;
import com.moalog.fluxpay.order.model.Order;
import com.moalog.fluxpay.subscription.Subscriptions.Happening;
import com.moalog.fluxpay.subscription.model.BillingKeyId;
import com.moalog.fluxpay.subscription.model.Plan;
import com.moalog.fluxpay.subscription.model.Subscription;
import com.moalog.fluxpay.subscription.model.SubscriptionId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Subscriptions whose first period an order pays: its metadata name the plan ({@code planId}), and
 * perhaps the card of the periods after ({@code billingKeyId}). Thread-safe.
 */
public final class PaidSubscriptions {

  private final Billing.Stores stores;
  private final Subscriptions subscriptions;
  private final Billing.Rules rules;
  private final JsonMapper json;

  PaidSubscriptions(
      Billing.Stores stores, Subscriptions subscriptions, Billing.Rules rules, JsonMapper json) {
    this.stores = stores;
    this.subscriptions = subscriptions;
    this.rules = rules;
    this.json = json;
  }

  /**
   * Begins the subscription that the order paid for. Order and payment are locked by the caller,
   * who completes the order in the same transaction.
   *
   * @return why it cannot begin, and then nothing has changed; empty when it has begun
   */
  public Optional<String> activate(TenantTransaction transaction, Order order, PaymentId payment) {
    JsonNode wish = json.readTree(order.terms().metadata());
    Optional<Plan> plan =
        stores.plans().find(transaction, wish.path("planId").asString("")).filter(Plan::active);
    if (plan.isEmpty()) {
      return Optional.of("there is no such plan");
    }
    if (!plan.get().price().equals(order.total())) {
      return Optional.of("the plan has another price");
    }
    stores.subscriptions().lockPlans(transaction, order.userId());
    if (!stores.subscriptions().holding(transaction, order.userId(), plan.get().id()).isEmpty()) {
      return Optional.of("the user has a subscription to the plan");
    }
    Optional<BillingKeyId> card =
        Uuids.parse(wish.path("billingKeyId").asString(""))
            .map(BillingKeyId::new)
            .filter(key -> isUsable(transaction, key, order));
    begin(transaction, created(order, plan.get(), card.orElse(null)), plan.get(), payment, order);
    return Optional.empty();
  }

  private boolean isUsable(TenantTransaction transaction, BillingKeyId key, Order order) {
    return stores
        .keys()
        .find(transaction, key)
        .filter(found -> found.active() && found.userId().equals(order.userId()))
        .isPresent();
  }

  private Subscription created(Order order, Plan plan, @Nullable BillingKeyId card) {
    return Subscription.created(
        new Subscription.Wish(
            new SubscriptionId(rules.ids().next()),
            order.userId(),
            new Subscription.Terms(plan.id(), null, card, order.terms().metadata())),
        plan,
        rules.settings().calendar(),
        subscriptions.now());
  }

  private void begin(
      TenantTransaction transaction,
      Subscription created,
      Plan plan,
      PaymentId payment,
      Order order) {
    Instant now = subscriptions.now();
    if (!subscriptions.create(transaction, created, Happening.of("created"))) {
      throw new IllegalStateException("the plan was locked for " + created.userId());
    }
    Invoice invoice =
        stores
            .invoices()
            .open(
                transaction,
                new InvoiceStore.Draft(rules.ids().next(), created.id(), created.period(), plan),
                now);
    stores.invoices().tried(transaction, invoice, order.id(), payment);
    stores.invoices().end(transaction, invoice, Invoice.Status.PAID);
    subscriptions.change(
        transaction,
        stores.subscriptions().lock(transaction, created.id()).orElseThrow(),
        created.charged(plan, rules.settings().calendar(), now),
        new Happening(
            "activated",
            Map.of("invoiceId", invoice.id().toString(), "paymentId", payment.toString())));
    subscriptions.wake(transaction, created.id(), now);
  }
}
