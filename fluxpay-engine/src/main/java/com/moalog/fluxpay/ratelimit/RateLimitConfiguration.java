package com.moalog.fluxpay.ratelimit;

import com.moalog.fluxpay.access.AdminGate;
import com.moalog.fluxpay.http.Deadline;
import com.moalog.fluxpay.http.RequestBudget;
import com.moalog.fluxpay.tenant.TenantFeatures;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** The parts that limit requests. */
@Configuration(proxyBeanMethods = false)
public class RateLimitConfiguration {

  @Bean
  RequestBudget requestBudget(
      RateLimitSettings settings,
      TenantFeatures tenants,
      Deadline deadline,
      AdminGate gate,
      InstantSource clock) {
    return settings.enabled()
        ? new RateLimits(new Windows(clock), tenants, deadline, gate)
        : RequestBudget.UNLIMITED;
  }

  @Bean
  WebMvcConfigurer limited(RequestBudget budget) {
    return new WebMvcConfigurer() {
      // Before the operators' gate, so that guessing at its token is limited.
      @Override
      public void addInterceptors(InterceptorRegistry registry) {
        if (budget instanceof HandlerInterceptor counting) {
          registry.addInterceptor(counting).order(Ordered.HIGHEST_PRECEDENCE);
        }
      }
    };
  }
}
