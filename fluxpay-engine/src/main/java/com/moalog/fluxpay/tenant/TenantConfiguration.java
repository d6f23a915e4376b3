package com.moalog.fluxpay.tenant;

import com.moalog.fluxpay.database.OwnerStep;
import com.moalog.fluxpay.database.TenantTransactions;
import com.moalog.fluxpay.http.Deadline;
import com.moalog.fluxpay.http.FilterOrder;
import com.moalog.fluxpay.http.RequestTraces;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** The parts that know tenants. */
@Configuration(proxyBeanMethods = false)
public class TenantConfiguration {

  /** Before every step that needs the tenants. */
  @Bean
  @Order(Ordered.HIGHEST_PRECEDENCE)
  OwnerStep seedTenants(TenantSettings settings) {
    return new SeedTenants(settings.seeds());
  }

  @Bean
  TenantFeatures tenantFeatures(TenantTransactions transactions) {
    return new TenantFeatures(transactions, System::nanoTime);
  }

  @Bean
  FilterRegistrationBean<TenantFilter> tenantFilter(
      TenantSettings settings,
      TenantTransactions transactions,
      Deadline deadline,
      RequestTraces traces) {
    var directory = new TenantDirectory(transactions, System::nanoTime);
    var filter =
        new FilterRegistrationBean<>(new TenantFilter(settings, directory, deadline, traces));
    filter.setOrder(FilterOrder.TENANT);
    return filter;
  }

  @Bean
  Tenants tenants() {
    return new Tenants();
  }
}
