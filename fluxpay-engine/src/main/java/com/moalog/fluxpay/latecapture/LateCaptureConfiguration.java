package com.moalog.fluxpay.latecapture;

import com.moalog.fluxpay.audit.Audit;
import com.moalog.fluxpay.database.TenantTransactions;
import com.moalog.fluxpay.payment.Attempts;
import com.moalog.fluxpay.payment.FailedPayments;
import com.moalog.fluxpay.psp.BillingProvider;
import com.moalog.fluxpay.psp.RefundProvider;
import com.moalog.fluxpay.task.TaskHandler;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The parts that return late captures. */
@Configuration(proxyBeanMethods = false)
public class LateCaptureConfiguration {

  @Bean
  LateCaptures.Records lateCaptureRecords(Attempts attempts, Audit audit) {
    return new LateCaptures.Records(new LateCaptureItems(), attempts, audit);
  }

  @Bean
  LateCaptures.Provider lateCaptureProvider(RefundProvider refunds, BillingProvider billing) {
    return new LateCaptures.Provider(refunds, billing);
  }

  @Bean
  TaskHandler lateCaptureTask(
      TenantTransactions transactions,
      FailedPayments payments,
      LateCaptures.Records records,
      LateCaptures.Provider provider) {
    return new LateCaptureTask(new LateCaptures(transactions, payments, records, provider));
  }

  @Bean
  LateReturns lateReturns() {
    return new LateReturns();
  }
}
