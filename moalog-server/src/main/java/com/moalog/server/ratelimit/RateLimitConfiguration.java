package com.moalog.server.ratelimit;

import com.moalog.kit.tracing.Tracing;
import com.moalog.ratelimiter.client.BreakerState;
import com.moalog.ratelimiter.client.RateLimiterClient;
import com.moalog.server.http.ErrorAnswer;
import com.moalog.server.http.FilterOrder;
import com.moalog.server.session.Callers;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The parts of the global rate limit. */
@Configuration(proxyBeanMethods = false)
class RateLimitConfiguration {

  private static final Logger LOG = LoggerFactory.getLogger(RateLimitConfiguration.class);

  @Bean(destroyMethod = "close")
  RateLimiterClient rateLimiterClient(RateLimitSettings settings, MeterRegistry registry) {
    RateLimiterClient client =
        new RateLimiterClient(
            settings.client(),
            (from, to) -> LOG.warn("breaker of the rate limiter: {} -> {}", from, to));
    for (BreakerState state : BreakerState.values()) {
      Gauge.builder(
              "resilience4j.circuitbreaker.state",
              client,
              asked -> asked.breakerState() == state ? 1 : 0)
          .description("1 for the state that the breaker is in")
          .tag("name", "rate-limiter")
          .tag("state", state.name().toLowerCase(Locale.ROOT))
          .register(registry);
    }
    return client;
  }

  @Bean
  TracedLimiter tracedLimiter(RateLimiterClient client, Tracing tracing) {
    return new TracedLimiter(client, tracing);
  }

  @Bean
  LimitKeys limitKeys(RateLimitSettings settings, Callers callers) {
    return new LimitKeys(settings.trustedProxies(), callers);
  }

  @Bean
  RateLimitDecisions rateLimitDecisions(MeterRegistry registry, Clock clock) {
    return new RateLimitDecisions(registry, clock);
  }

  @Bean
  FilterRegistrationBean<RateLimitFilter> rateLimitFilter(
      TracedLimiter limiter,
      RateLimitSettings settings,
      LimitKeys keys,
      RateLimitDecisions decisions,
      ErrorAnswer answer) {
    var filter =
        new FilterRegistrationBean<>(new RateLimitFilter(limiter, keys, decisions, answer));
    filter.setOrder(FilterOrder.RATE_LIMIT);
    filter.setEnabled(settings.enabled());
    return filter;
  }
}
