package com.moalog.fluxpay.tenant;

import com.moalog.fluxpay.database.TenantTransactions;
import com.moalog.fluxpay.http.FilterOrder;
import com.moalog.fluxpay.http.RequestTraces;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The parts that know tenants. */
@Configuration(proxyBeanMethods = false)
public class TenantConfiguration {

  @Bean
  TenantFeatures tenantFeatures(TenantTransactions transactions) {
    return new TenantFeatures(transactions, System::nanoTime);
  }

  @Bean
  FilterRegistrationBean<TenantFilter> tenantFilter(
      TenantSettings settings, TenantTransactions transactions, RequestTraces traces) {
    var directory = new TenantDirectory(transactions, System::nanoTime);
    var filter = new FilterRegistrationBean<>(new TenantFilter(settings, directory, traces));
    filter.setOrder(FilterOrder.TENANT);
    return filter;
  }

  @Bean
  Tenants tenants() {
    return new Tenants();
  }
}
