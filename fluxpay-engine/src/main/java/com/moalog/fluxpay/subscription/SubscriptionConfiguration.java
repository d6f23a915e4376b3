package com.moalog.fluxpay.subscription;

import com.moalog.fluxpay.audit.Audit;
import com.moalog.fluxpay.database.TenantTransactions;
import com.moalog.fluxpay.http.Answers;
import com.moalog.fluxpay.model.IdSource;
import com.moalog.fluxpay.order.Orders;
import com.moalog.fluxpay.outbox.Outbox;
import com.moalog.fluxpay.payment.BillingCharges;
import com.moalog.fluxpay.psp.BillingProvider;
import com.moalog.fluxpay.refund.SubscriptionRefunds;
import com.moalog.fluxpay.saga.Sagas;
import com.moalog.fluxpay.secret.SecretBox;
import com.moalog.fluxpay.task.TaskHandler;
import com.moalog.fluxpay.task.Tasks;
import com.moalog.fluxpay.webhook.Webhooks;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.json.JsonMapper;

/** The parts of subscriptions. */
@Configuration(proxyBeanMethods = false)
@Import({BillingKeyController.class, PlanController.class, SubscriptionController.class})
public class SubscriptionConfiguration {

  @Bean
  Billing.Stores subscriptionStores(SecretBox box, Sagas sagas) {
    return new Billing.Stores(
        new SubscriptionStore(),
        new InvoiceStore(sagas),
        new PlanStore(),
        new BillingKeyStore(box));
  }

  @Bean
  PlanStore planStore(Billing.Stores stores) {
    return stores.plans();
  }

  @Bean
  PlanController.Surroundings planSurroundings(Audit audit, Answers answers, InstantSource clock) {
    return new PlanController.Surroundings(audit, answers, clock);
  }

  @Bean
  BillingKeyDesk billingKeyDesk(
      TenantTransactions transactions,
      Billing.Stores stores,
      BillingProvider provider,
      PlanController.Surroundings surroundings) {
    return new BillingKeyDesk(transactions, stores.keys(), provider, surroundings);
  }

  @Bean
  DeletedCards deletedCards(BillingKeyDesk desk) {
    return new DeletedCards(desk);
  }

  @Bean
  Subscriptions.Surroundings subscriptionSurroundings(
      Tasks tasks, IdSource ids, InstantSource clock, Webhooks webhooks) {
    return new Subscriptions.Surroundings(tasks, ids, clock, webhooks);
  }

  @Bean
  Subscriptions subscriptions(
      Billing.Stores stores, Outbox outbox, Audit audit, Subscriptions.Surroundings surroundings) {
    return new Subscriptions(
        stores.subscriptions(), stores.invoices(), outbox, audit, surroundings);
  }

  @Bean
  Billing.Rules billingRules(SubscriptionSettings settings, IdSource ids) {
    return new Billing.Rules(settings, ids);
  }

  @Bean
  Billing billing(
      Billing.Stores stores,
      Subscriptions subscriptions,
      Orders orders,
      BillingCharges charges,
      Billing.Rules rules) {
    return new Billing(stores, subscriptions, orders, charges, rules);
  }

  @Bean
  PaidSubscriptions paidSubscriptions(
      Billing.Stores stores, Subscriptions subscriptions, Billing.Rules rules, JsonMapper json) {
    return new PaidSubscriptions(stores, subscriptions, rules, json);
  }

  @Bean
  Cycle cycle(
      TenantTransactions transactions,
      Billing billing,
      BillingCharges charges,
      BillingProvider provider) {
    return new Cycle(transactions, billing, charges, provider);
  }

  @Bean
  TaskHandler cycleTask(TenantTransactions transactions, Cycle cycle, Subscriptions subscriptions) {
    return new CycleTask(transactions, cycle, subscriptions);
  }

  @Bean
  SubscriptionDesk.Rules deskRules(
      SubscriptionSettings settings,
      Answers answers,
      Billing.Stores stores,
      SubscriptionRefunds refunds) {
    return new SubscriptionDesk.Rules(
        settings, answers, new UnusedTime(stores.invoices(), refunds));
  }

  @Bean
  SubscriptionDesk subscriptionDesk(
      TenantTransactions transactions,
      Billing.Stores stores,
      Subscriptions subscriptions,
      Billing billing,
      SubscriptionDesk.Rules rules) {
    return new SubscriptionDesk(transactions, stores, subscriptions, billing, rules);
  }

  @Bean
  Enrolment.Tools enrolmentTools(Billing.Rules rules, BillingCharges charges, Answers answers) {
    return new Enrolment.Tools(rules, charges, answers);
  }

  @Bean
  Enrolment enrolment(
      TenantTransactions transactions,
      Billing.Stores stores,
      Subscriptions subscriptions,
      Cycle cycle,
      Enrolment.Tools tools) {
    return new Enrolment(transactions, stores, subscriptions, cycle, tools);
  }
}
