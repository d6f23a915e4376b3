package com.moalog.fluxpay.reconciliation;

import com.moalog.fluxpay.credit.CreditBooks;
import com.moalog.fluxpay.database.TenantTransactions;
import com.moalog.fluxpay.latecapture.LateReturns;
import com.moalog.fluxpay.model.IdSource;
import com.moalog.fluxpay.payment.PaymentInquiry;
import com.moalog.fluxpay.payment.SettledPayments;
import com.moalog.fluxpay.psp.SettlementList;
import com.moalog.fluxpay.refund.SettledRefunds;
import com.moalog.fluxpay.task.Tasks;
import com.moalog.fluxpay.tenant.Tenants;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.json.JsonMapper;

/** The parts of the daily comparison. */
@Configuration(proxyBeanMethods = false)
@Import(ReconciliationController.class)
public class ReconciliationConfiguration {

  @Bean
  RunStore reconciliationRuns(JsonMapper json, IdSource ids) {
    return new RunStore(json, ids);
  }

  @Bean
  DailyRun.Books settledBooks(
      SettledPayments payments,
      SettledRefunds refunds,
      LateReturns returns,
      CreditBooks credits,
      Tenants tenants) {
    return new DailyRun.Books(payments, refunds, returns, credits, tenants);
  }

  @Bean
  DailyRun.Provider settlingProvider(SettlementList list, PaymentInquiry inquiry) {
    return new DailyRun.Provider(list, inquiry);
  }

  @Bean
  DailyRun dailyRun(
      TenantTransactions transactions,
      RunStore runs,
      DailyRun.Books books,
      DailyRun.Provider provider,
      InstantSource clock) {
    return new DailyRun(transactions, runs, books, provider, clock);
  }

  @Bean
  ReconcileDay reconcileDay(
      TenantTransactions transactions, RunStore runs, DailyRun daily, ReconcileDay.Plan plan) {
    return new ReconcileDay(transactions, runs, daily, plan);
  }

  @Bean
  ReconcileDay.Plan reconciliationPlan(
      ReconciliationSettings settings, Tasks tasks, InstantSource clock) {
    return new ReconcileDay.Plan(settings.cron(), tasks, clock);
  }
}
