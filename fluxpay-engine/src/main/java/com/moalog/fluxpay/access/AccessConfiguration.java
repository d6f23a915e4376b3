package com.moalog.fluxpay.access;

import com.moalog.fluxpay.database.TenantTransactions;
import com.moalog.fluxpay.http.Deadline;
import com.moalog.fluxpay.http.FilterOrder;
import com.moalog.fluxpay.http.RequestTraces;
import java.time.InstantSource;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** The parts that decide who may call. */
@Configuration(proxyBeanMethods = false)
public class AccessConfiguration {

  @Bean
  FilterRegistrationBean<SignatureFilter> signatureFilter(
      AccessSettings settings,
      TenantTransactions transactions,
      Deadline deadline,
      RequestTraces traces,
      InstantSource clock) {
    var filter =
        new FilterRegistrationBean<>(
            new SignatureFilter(settings, new Nonces(transactions), deadline, traces, clock));
    filter.setOrder(FilterOrder.SIGNATURE);
    filter.setEnabled(settings.signaturesRequired());
    return filter;
  }

  @Bean
  AdminGate adminGate(AccessSettings settings) {
    return new AdminGate(settings.adminToken());
  }

  @Bean
  WebMvcConfigurer operatorsOnly(AdminGate gate) {
    return new WebMvcConfigurer() {
      @Override
      public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(gate);
      }
    };
  }
}
