package com.moalog.fluxpay.payment;

import com.moalog.fluxpay.audit.Audit;
import com.moalog.fluxpay.database.TenantTransactions;
import com.moalog.fluxpay.http.Answers;
import com.moalog.fluxpay.http.Deadline;
import com.moalog.fluxpay.idempotency.Idempotency;
import com.moalog.fluxpay.model.IdSource;
import com.moalog.fluxpay.model.Waiting;
import com.moalog.fluxpay.order.Orders;
import com.moalog.fluxpay.order.PaymentsOfOrder;
import com.moalog.fluxpay.outbox.Outbox;
import com.moalog.fluxpay.outbox.OutboxSettings;
import com.moalog.fluxpay.psp.PaymentProvider;
import com.moalog.fluxpay.psp.SessionOpener;
import com.moalog.fluxpay.task.TaskHandler;
import com.moalog.fluxpay.task.Tasks;
import com.moalog.fluxpay.webhook.Webhooks;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The parts of payments. */
@Configuration(proxyBeanMethods = false)
public class PaymentConfiguration {

  @Bean
  PaymentStore paymentStore() {
    return new PaymentStore();
  }

  @Bean
  Payments.Surroundings paymentSurroundings(IdSource ids, MeterRegistry meters) {
    return new Payments.Surroundings(ids, meters);
  }

  @Bean
  Payments payments(
      PaymentStore store,
      Outbox outbox,
      Webhooks webhooks,
      Audit audit,
      Payments.Surroundings surroundings) {
    return new Payments(store, outbox, webhooks, audit, surroundings);
  }

  @Bean
  PaymentsOfOrder paymentsOfOrder(PaymentStore store, Payments payments) {
    return new LivePayment(store, payments);
  }

  @Bean
  Ledger.Surroundings ledgerSurroundings(Tasks tasks, InstantSource clock) {
    return new Ledger.Surroundings(tasks, clock);
  }

  @Bean
  Ledger ledger(
      Orders orders,
      PaymentStore store,
      Payments payments,
      DepositSecrets secrets,
      Ledger.Surroundings surroundings) {
    return new Ledger(orders, store, payments, secrets, surroundings);
  }

  @Bean
  DepositSecrets depositSecrets() {
    return new DepositSecrets();
  }

  @Bean
  OpenQuestions openQuestions() {
    return new OpenQuestions();
  }

  @Bean
  RefundablePayments refundablePayments(
      Ledger ledger, PaymentStore store, Orders orders, OpenQuestions questions) {
    return new RefundablePayments(ledger, store, orders, questions);
  }

  @Bean
  FailedPayments failedPayments(Ledger ledger, PaymentStore store) {
    return new FailedPayments(ledger, store);
  }

  @Bean
  Attempts attempts() {
    return new Attempts();
  }

  @Bean
  PaymentDesk paymentDesk(
      TenantTransactions transactions,
      Orders orders,
      PaymentStore store,
      Payments payments,
      PaymentDesk.Tools tools) {
    return new PaymentDesk(transactions, orders, store, payments, tools);
  }

  @Bean
  PaymentDesk.Tools paymentTools(Ledger ledger, IdSource ids) {
    return new PaymentDesk.Tools(ledger, ids);
  }

  @Bean
  Approval.Provider provider(PaymentProvider calls, SessionOpener sessions, Attempts attempts) {
    return new Approval.Provider(calls, sessions, attempts);
  }

  @Bean
  CapturedPayments capturedPayments(Ledger ledger) {
    return new CapturedPayments(ledger);
  }

  @Bean
  BillingCharges billingCharges(
      Ledger ledger,
      PaymentStore store,
      Payments payments,
      Approval.Provider provider,
      IdSource ids) {
    return new BillingCharges(ledger, store, payments, provider.attempts(), ids);
  }

  @Bean
  Reconciliation reconciliation(
      TenantTransactions transactions,
      Ledger ledger,
      Approval.Provider provider,
      OpenQuestions questions) {
    return new Reconciliation(transactions, ledger, provider, questions);
  }

  @Bean
  Confirmation confirmation(
      TenantTransactions transactions,
      Ledger ledger,
      Approval.Provider provider,
      Reconciliation reconciliation,
      Waiting waiting) {
    return new Confirmation(transactions, ledger, provider, reconciliation, waiting);
  }

  @Bean
  Approval approval(
      TenantTransactions transactions,
      Ledger ledger,
      PaymentStore store,
      Approval.Provider provider,
      PaymentSettings settings) {
    return new Approval(transactions, ledger, store, provider, settings);
  }

  @Bean
  DirectConfirmation directConfirmation(
      TenantTransactions transactions,
      Approval approval,
      Confirmation confirmation,
      Answers answers) {
    return new DirectConfirmation(transactions, approval, confirmation, answers);
  }

  @Bean
  CheckoutPayments.Steps checkoutSteps(Approval approval, Confirmation confirmation) {
    return new CheckoutPayments.Steps(approval, confirmation);
  }

  @Bean
  TaskHandler reconcileTask(Reconciliation reconciliation) {
    return new ReconcileTask(reconciliation);
  }

  @Bean
  PaymentExpiry paymentExpiry(
      TenantTransactions transactions, Ledger ledger, PaymentLifetimes lifetimes) {
    return new PaymentExpiry(transactions, ledger, lifetimes);
  }

  @Bean
  PaymentController.Steps paymentSteps(
      Approval approval,
      DirectConfirmation confirmation,
      Reconciliation reconciliation,
      SessionOpener sessions) {
    return new PaymentController.Steps(approval, confirmation, reconciliation, sessions);
  }

  @Bean
  PaymentController paymentController(
      PaymentDesk desk,
      PaymentController.Steps steps,
      Deadline deadline,
      Idempotency idempotency,
      Answers answers) {
    return new PaymentController(desk, steps, deadline, idempotency, answers);
  }

  @Bean
  SettledPayments settledPayments(Ledger ledger, OutboxSettings outbox) {
    return new SettledPayments(ledger, outbox.kept());
  }

  @Bean
  CheckoutPayments checkoutPayments(
      Ledger ledger,
      Payments payments,
      CheckoutPayments.Steps steps,
      IdSource ids,
      Answers answers) {
    return new CheckoutPayments(ledger, payments, steps, ids, answers);
  }
}
