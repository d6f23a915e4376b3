package com.moalog.fluxpay.subscription;

import com.moalog.fluxpay.database.TenantTransaction;
import com.moalog.fluxpay.model.Decision;
import com.moalog.fluxpay.model.ErrorCode;
import com.moalog.fluxpay.model.PaymentId;
import com.moalog.fluxpay.model.Uuids;
import com.moalog.fluxpay.order.ServicesOfOrder;
import com.moalog.fluxpay.order.model.Fulfilment;
import com.moalog.fluxpay.order.model.Order;
import com.moalog.fluxpay.subscription.Subscriptions.Happening;
import com.moalog.fluxpay.subscription.model.BillingKeyId;
import com.moalog.fluxpay.subscription.model.Plan;
import com.moalog.fluxpay.subscription.model.Subscription;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Subscriptions whose first period an order pays: its metadata name the plan ({@code planId}), and
 * perhaps the card of the periods after ({@code billingKeyId}). Thread-safe.
 */
public final class PaidSubscriptions implements ServicesOfOrder {

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

  @Override
  public Optional<ErrorCode> obstacle(TenantTransaction transaction, Order order) {
    if (order.terms().fulfilment() != Fulfilment.SUBSCRIPTION_ACTIVATE) {
      return Optional.empty();
    }
    if (plan(transaction, order) instanceof Decision.Refused<Plan>(ErrorCode code)) {
      return Optional.of(code);
    }
    boolean cardFits =
        wish(order, "billingKeyId").isEmpty() || card(transaction, order).isPresent();
    return cardFits ? Optional.empty() : Optional.of(ErrorCode.SUB_007);
  }

  /**
   * Begins the subscription that the order paid for; without a card that can be charged it ends
   * with the period. Order and payment are locked by the caller, who completes the order in the
   * same transaction.
   *
   * @return why it cannot begin, and then nothing has changed; empty when it has begun
   */
  public Optional<String> activate(TenantTransaction transaction, Order order, PaymentId payment) {
    stores.subscriptions().lockPlans(transaction, order.userId());
    return switch (plan(transaction, order)) {
      case Decision.Refused<Plan>(ErrorCode code) -> Optional.of(code + ", " + code.message());
      case Decision.Accepted<Plan>(Plan plan) -> {
        begin(transaction, created(transaction, order, plan), plan, payment, order);
        yield Optional.empty();
      }
    };
  }

  /** The plan that the order pays, if the user may begin with it. */
  private Decision<Plan> plan(TenantTransaction transaction, Order order) {
    Optional<Plan> plan =
        stores.plans().find(transaction, wish(order, "planId")).filter(Plan::active);
    if (plan.isEmpty()) {
      return Decision.refused(ErrorCode.SUB_005);
    }
    if (!plan.get().price().equals(order.total())) {
      return Decision.refused(ErrorCode.PAY_002);
    }
    return stores.subscriptions().holding(transaction, order.userId(), plan.get().id()).isEmpty()
        ? Decision.accepted(plan.get())
        : Decision.refused(ErrorCode.SUB_002);
  }

  private Optional<BillingKeyId> card(TenantTransaction transaction, Order order) {
    return Uuids.parse(wish(order, "billingKeyId"))
        .map(BillingKeyId::new)
        .flatMap(key -> stores.keys().usable(transaction, key, order.userId()));
  }

  private String wish(Order order, String name) {
    return json.readTree(order.terms().metadata()).path(name).asString("");
  }

  private Subscription created(TenantTransaction transaction, Order order, Plan plan) {
    @Nullable BillingKeyId card = card(transaction, order).orElse(null);
    Instant now = subscriptions.now();
    Subscription created =
        rules.created(
            order.userId(),
            new Subscription.Terms(plan.id(), null, card, order.terms().metadata()),
            plan,
            now);
    return card == null ? created.endingWithPeriod(now) : created;
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
