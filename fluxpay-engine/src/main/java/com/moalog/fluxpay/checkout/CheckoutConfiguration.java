package com.moalog.fluxpay.checkout;

import com.moalog.fluxpay.credit.Credits;
import com.moalog.fluxpay.database.TenantTransactions;
import com.moalog.fluxpay.http.Answers;
import com.moalog.fluxpay.http.Patience;
import com.moalog.fluxpay.order.Orders;
import com.moalog.fluxpay.order.RefundsOfOrder;
import com.moalog.fluxpay.payment.CheckoutPayments;
import com.moalog.fluxpay.saga.SagaSettings;
import com.moalog.fluxpay.saga.Sagas;
import com.moalog.fluxpay.subscription.PaidSubscriptions;
import com.moalog.fluxpay.task.Tasks;
import com.moalog.fluxpay.tenant.TenantFeatures;
import com.moalog.kit.tracing.Tracing;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The parts of a checkout. */
@Configuration(proxyBeanMethods = false)
@Import(CheckoutController.class)
public class CheckoutConfiguration {

  @Bean
  PaymentSaga.Services paymentServices(
      Credits credits,
      PaidSubscriptions subscriptions,
      TenantFeatures features,
      RefundsOfOrder refunds,
      InstantSource clock) {
    return new PaymentSaga.Services(credits, subscriptions, features, refunds, clock);
  }

  @Bean
  PaymentSaga paymentSaga(
      TenantTransactions transactions,
      CheckoutPayments payments,
      Orders orders,
      Sagas sagas,
      PaymentSaga.Services services) {
    return new PaymentSaga(transactions, payments, orders, sagas, services);
  }

  @Bean
  SagaResume sagaResume(PaymentSaga saga, SagaSettings settings) {
    return new SagaResume(saga, new CompensationPlan(settings.compensation()));
  }

  @Bean
  UnservedOrders unservedOrders(TenantTransactions transactions) {
    return new UnservedOrders(transactions);
  }

  @Bean
  InlineSteps inlineSteps(
      PaymentSaga saga, Patience patience, SagaSettings settings, Tracing tracing) {
    return new InlineSteps(saga, patience, settings.stepLimit(), tracing);
  }

  @Bean
  Checkout.Tools checkoutTools(Sagas sagas, InlineSteps steps, Tasks tasks, Answers answers) {
    return new Checkout.Tools(sagas, steps, tasks, answers);
  }

  @Bean
  Checkout checkout(
      TenantTransactions transactions,
      Orders orders,
      CheckoutPayments payments,
      PaymentSaga saga,
      Checkout.Tools tools) {
    return new Checkout(transactions, orders, payments, saga, tools);
  }
}
