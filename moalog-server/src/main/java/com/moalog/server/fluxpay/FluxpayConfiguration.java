package com.moalog.server.fluxpay;

import com.moalog.kit.breaker.FailureThreshold;
import com.moalog.kit.tracing.Tracing;
import com.moalog.server.breaker.BreakerSettings;
import com.moalog.server.breaker.CircuitBreaker;
import com.moalog.server.tracing.TracedHttp;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.http.HttpClient;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** The parts of the payment client. */
@Configuration(proxyBeanMethods = false)
class FluxpayConfiguration {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

  private static final BreakerSettings BREAKER =
      new BreakerSettings(
          FailureThreshold.STANDARD,
          new FailureThreshold(20, 20, 0.5),
          Duration.ofSeconds(3),
          Duration.ofSeconds(10));

  @Bean
  FluxpayClient fluxpayClient(
      FluxpaySettings settings, JsonMapper json, MeterRegistry meters, Tracing tracing) {
    CircuitBreaker breaker = new CircuitBreaker("fluxpay", BREAKER, System::nanoTime);
    breaker.bindTo(meters);
    HttpClient http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();
    TracedHttp traced = new TracedHttp(http, tracing, "fluxpay-engine");
    return new FluxpayClient(settings, traced, json, breaker, meters);
  }
}
