package com.moalog.server.subscription;

import com.moalog.server.fluxpay.FluxpaySettings;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What subscriptions need beside their services. */
@Configuration(proxyBeanMethods = false)
class SubscriptionConfiguration {

  private static final Duration SWEEP_PAUSE = Duration.ofMinutes(5);
  private static final Duration COUNT_PAUSE = Duration.ofSeconds(30);

  @Bean
  WebhookSignature webhookSignature(FluxpaySettings settings, Clock clock) {
    return new WebhookSignature(settings, clock);
  }

  @Bean
  SweepLoop sweepLoop(Sweeper sweeper, Expiry expiry) {
    return new SweepLoop(List.of(sweeper::sweep, expiry::endOverdue), SWEEP_PAUSE);
  }

  /** Another server may have been told of a late payment, or of its refund. */
  @Bean
  SweepLoop refundCount(RefundsDue refunds) {
    return new SweepLoop(List.of(refunds::count), COUNT_PAUSE);
  }
}
