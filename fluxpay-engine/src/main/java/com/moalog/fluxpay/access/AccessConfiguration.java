package com.moalog.fluxpay.access;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** The parts that decide who may call. */
@Configuration(proxyBeanMethods = false)
public class AccessConfiguration {

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
