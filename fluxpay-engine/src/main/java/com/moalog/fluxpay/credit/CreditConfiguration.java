package com.moalog.fluxpay.credit;

import com.moalog.fluxpay.audit.Audit;
import com.moalog.fluxpay.database.Schema;
import com.moalog.fluxpay.database.TenantTransactions;
import com.moalog.fluxpay.http.Answers;
import com.moalog.fluxpay.model.IdSource;
import com.moalog.fluxpay.outbox.Outbox;
import com.moalog.fluxpay.payment.CapturedPayments;
import com.moalog.fluxpay.task.Job;
import com.moalog.fluxpay.task.RepeatedJob;
import com.moalog.fluxpay.task.TaskHandler;
import com.moalog.fluxpay.task.Tasks;
import com.moalog.fluxpay.tenant.Tenants;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The parts of credit. */
@Configuration(proxyBeanMethods = false)
@Import(CreditController.class)
public class CreditConfiguration {

  private static final Duration SUM_PERIOD = Duration.ofMinutes(5);

  @Bean
  CreditStore creditStore() {
    return new CreditStore();
  }

  @Bean
  ReservationStore reservationStore() {
    return new ReservationStore();
  }

  @Bean
  Credits.Surroundings creditSurroundings(IdSource ids, InstantSource clock, MeterRegistry meters) {
    return new Credits.Surroundings(ids, clock, meters);
  }

  @Bean
  Credits credits(
      CreditStore store, Outbox outbox, Audit audit, Credits.Surroundings surroundings) {
    return new Credits(store, outbox, audit, surroundings);
  }

  @Bean
  CreditDesk.Tools creditTools(
      CapturedPayments payments, Tasks tasks, IdSource ids, Answers answers) {
    return new CreditDesk.Tools(payments, tasks, ids, answers);
  }

  @Bean
  CreditDesk creditDesk(
      TenantTransactions transactions,
      Credits credits,
      CreditStore accounts,
      ReservationStore reservations,
      CreditDesk.Tools tools) {
    return new CreditDesk(transactions, credits, accounts, reservations, tools);
  }

  @Bean
  CreditReads creditReads(
      TenantTransactions transactions,
      CreditStore accounts,
      ReservationStore reservations,
      CreditSettings settings,
      Answers answers) {
    return new CreditReads(transactions, accounts, reservations, settings, answers);
  }

  @Bean
  TaskHandler expireReservation(CreditDesk desk) {
    return new ExpireReservation(desk);
  }

  @Bean
  RepeatedJob creditBalancesJob(
      TenantTransactions transactions,
      Tenants tenants,
      IdSource ids,
      MeterRegistry meters,
      Schema schema) {
    CreditBalances balances = new CreditBalances(transactions, tenants, ids, meters);
    return new RepeatedJob(new Job("credit-balances", SUM_PERIOD, balances::sum), schema);
  }

  @Bean
  CreditBooks creditBooks() {
    return new CreditBooks();
  }
}
