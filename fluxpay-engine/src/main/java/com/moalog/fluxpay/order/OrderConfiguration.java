package com.moalog.fluxpay.order;

import com.moalog.fluxpay.audit.Audit;
import com.moalog.fluxpay.database.TenantTransactions;
import com.moalog.fluxpay.http.Answers;
import com.moalog.fluxpay.model.IdSource;
import com.moalog.fluxpay.outbox.Outbox;
import com.moalog.fluxpay.tenant.TenantFeatures;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The parts of orders. */
@Configuration(proxyBeanMethods = false)
@Import(OrderController.class)
public class OrderConfiguration {

  @Bean
  OrderStore orderStore() {
    return new OrderStore();
  }

  @Bean
  Orders.Surroundings ordersSurroundings(IdSource ids, InstantSource clock, MeterRegistry meters) {
    return new Orders.Surroundings(ids, clock, meters.counter("fluxpay.order.created"));
  }

  @Bean
  Orders orders(
      OrderStore store,
      Outbox outbox,
      Audit audit,
      ServicesOfOrder services,
      Orders.Surroundings surroundings) {
    return new Orders(store, outbox, audit, services, surroundings);
  }

  @Bean
  OrderDesk.Surroundings orderSurroundings(
      TenantFeatures features, InstantSource clock, Answers answers) {
    return new OrderDesk.Surroundings(features, clock, answers);
  }

  @Bean
  OrderDesk.Money moneyOfOrders(PaymentsOfOrder payments, RefundsOfOrder refunds) {
    return new OrderDesk.Money(payments, refunds);
  }

  @Bean
  OrderDesk orderDesk(
      TenantTransactions transactions,
      Orders orders,
      OrderStore store,
      OrderDesk.Money money,
      OrderDesk.Surroundings surroundings) {
    return new OrderDesk(transactions, orders, store, money, surroundings);
  }

  @Bean
  OrderExpiry orderExpiry(
      TenantTransactions transactions,
      Orders orders,
      PaymentsOfOrder payments,
      OrderSettings settings,
      InstantSource clock) {
    return new OrderExpiry(transactions, orders, payments, new OrderExpiry.Rules(settings, clock));
  }
}
