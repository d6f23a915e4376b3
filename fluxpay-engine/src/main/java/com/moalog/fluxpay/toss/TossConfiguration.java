package com.moalog.fluxpay.toss;

import com.moalog.kit.tracing.Tracing;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.micrometer.tagged.TaggedCircuitBreakerMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** Toss Payments behind its port. */
@Configuration(proxyBeanMethods = false)
public class TossConfiguration {

  private static final float FAILURE_PERCENT = 50;
  private static final int LEAST_CALLS = 20;
  private static final int WINDOW_SECONDS = 30;
  private static final Duration OPEN = Duration.ofSeconds(30);
  private static final int PROBES = 5;

  @Bean
  TossHttp tossHttp(TossSettings settings, JsonMapper json, Tracing tracing) {
    return new TossHttp(settings, json, tracing);
  }

  @Bean
  TossPayments tossPayments(TossHttp http, TossSettings settings, MeterRegistry meters) {
    CircuitBreakerRegistry circuits =
        CircuitBreakerRegistry.of(
            CircuitBreakerConfig.custom()
                .slidingWindowType(SlidingWindowType.TIME_BASED)
                .slidingWindowSize(WINDOW_SECONDS)
                .minimumNumberOfCalls(LEAST_CALLS)
                .failureRateThreshold(FAILURE_PERCENT)
                .waitDurationInOpenState(OPEN)
                .permittedNumberOfCallsInHalfOpenState(PROBES)
                .build());
    TossPayments payments = new TossPayments(http, settings, circuits.circuitBreaker("pg"), meters);
    TaggedCircuitBreakerMetrics.ofCircuitBreakerRegistry(circuits).bindTo(meters);
    return payments;
  }

  @Bean
  TossBilling tossBilling(TossPayments payments, TossHttp http, TossSettings settings) {
    return new TossBilling(payments, http, settings);
  }

  @Bean
  TossRefunds tossRefunds(TossPayments payments) {
    return new TossRefunds(payments);
  }

  @Bean
  AutoSessions autoSessions(TossHttp http, TossSettings settings) {
    return new AutoSessions(http, settings);
  }

  @Bean
  TossSettlements tossSettlements(TossPayments payments, TossHttp http, TossSettings settings) {
    return new TossSettlements(payments, http, settings);
  }
}
