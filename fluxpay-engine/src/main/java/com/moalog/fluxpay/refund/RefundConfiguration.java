package com.moalog.fluxpay.refund;

import com.moalog.fluxpay.audit.Audit;
import com.moalog.fluxpay.credit.Credits;
import com.moalog.fluxpay.database.TenantTransactions;
import com.moalog.fluxpay.http.Answers;
import com.moalog.fluxpay.model.IdSource;
import com.moalog.fluxpay.model.Waiting;
import com.moalog.fluxpay.outbox.Outbox;
import com.moalog.fluxpay.payment.Attempts;
import com.moalog.fluxpay.payment.RefundablePayments;
import com.moalog.fluxpay.psp.RefundProvider;
import com.moalog.fluxpay.saga.Sagas;
import com.moalog.fluxpay.task.Tasks;
import com.moalog.fluxpay.webhook.Webhooks;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The parts of refunds. */
@Configuration(proxyBeanMethods = false)
@Import(RefundController.class)
public class RefundConfiguration {

  @Bean
  RefundStore refundStore() {
    return new RefundStore();
  }

  @Bean
  Refunds.Surroundings refundsSurroundings(IdSource ids, Sagas sagas) {
    return new Refunds.Surroundings(ids, new RefundSaga(sagas));
  }

  @Bean
  Refunds refunds(
      RefundStore store,
      Outbox outbox,
      Webhooks webhooks,
      Audit audit,
      Refunds.Surroundings surroundings) {
    return new Refunds(store, outbox, webhooks, audit, surroundings);
  }

  @Bean
  Entitlement entitlement(Credits credits, Refunds.Surroundings surroundings) {
    return new Entitlement(credits, surroundings.saga());
  }

  @Bean
  RefundDesk.Surroundings refundSurroundings(
      RefundSettings settings, Tasks tasks, IdSource ids, Entitlement entitlement) {
    return new RefundDesk.Surroundings(settings, tasks, ids, entitlement);
  }

  @Bean
  RefundDesk refundDesk(
      TenantTransactions transactions,
      RefundablePayments payments,
      RefundStore store,
      Refunds refunds,
      RefundDesk.Surroundings surroundings) {
    return new RefundDesk(transactions, payments, store, refunds, surroundings);
  }

  @Bean
  RefundLedger refundLedger(
      RefundablePayments payments,
      RefundStore store,
      Refunds refunds,
      Tasks tasks,
      Entitlement entitlement) {
    return new RefundLedger(payments, store, refunds, tasks, entitlement);
  }

  @Bean
  RefundRun refundRun(
      TenantTransactions transactions,
      RefundLedger ledger,
      Attempts attempts,
      RefundProvider provider,
      Waiting waiting) {
    return new RefundRun(transactions, ledger, attempts, provider, new Rounds(waiting));
  }

  @Bean
  RefundTask refundTask(RefundRun run) {
    return new RefundTask(run);
  }

  @Bean
  RefundFlow.Surroundings flowSurroundings(Answers answers, Waiting waiting) {
    return new RefundFlow.Surroundings(answers, waiting);
  }

  @Bean
  RefundFlow refundFlow(
      TenantTransactions transactions,
      RefundDesk desk,
      RefundLedger ledger,
      RefundRun run,
      RefundFlow.Surroundings flowSurroundings) {
    return new RefundFlow(transactions, desk, ledger, run, flowSurroundings);
  }

  @Bean
  SettledRefunds settledRefunds() {
    return new SettledRefunds();
  }
}
