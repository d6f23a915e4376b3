package com.moalog.fluxpay.inbound;

import com.moalog.fluxpay.database.TenantTransactions;
import com.moalog.fluxpay.payment.DepositSecrets;
import com.moalog.fluxpay.payment.PaymentInquiry;
import com.moalog.fluxpay.subscription.DeletedCards;
import com.moalog.fluxpay.task.TaskHandler;
import com.moalog.fluxpay.task.Tasks;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The parts that listen to the provider. */
@Configuration(proxyBeanMethods = false)
@Import(TossWebhookController.class)
public class InboundConfiguration {

  @Bean
  InboundWebhooks inboundWebhooks(
      TenantTransactions transactions,
      Tasks tasks,
      DeletedCards cards,
      DepositSecrets secrets,
      MeterRegistry meters) {
    return new InboundWebhooks(transactions, tasks, cards, secrets, meters);
  }

  @Bean
  TaskHandler inboundTask(
      TenantTransactions transactions, InboundWebhooks webhooks, PaymentInquiry inquiry) {
    return new InboundTask(transactions, webhooks, inquiry);
  }
}
