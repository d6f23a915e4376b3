package com.moalog.server.ratelimit;

import com.moalog.ratelimiter.client.BypassReason;
import com.moalog.ratelimiter.client.RateLimitResult;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts what the limiter decided, and warns when nobody decides: a limit that silently does
 * nothing must not go unnoticed. Thread-safe.
 */
final class RateLimitDecisions {

  private static final Logger LOG = LoggerFactory.getLogger(RateLimitDecisions.class);
  private static final Duration WARNING_INTERVAL = Duration.ofSeconds(10);

  private final Counter allowed;
  private final Counter denied;
  private final Counter bypassed;
  private final Clock clock;
  private final AtomicReference<Instant> nextWarning = new AtomicReference<>(Instant.MIN);

  RateLimitDecisions(MeterRegistry registry, Clock clock) {
    this.allowed = counter(registry, "allowed");
    this.denied = counter(registry, "denied");
    this.bypassed = counter(registry, "bypassed");
    this.clock = clock;
  }

  void count(RateLimitResult result) {
    switch (result) {
      case RateLimitResult.Allowed _ -> allowed.increment();
      case RateLimitResult.Denied _ -> denied.increment();
      case RateLimitResult.Bypassed(BypassReason reason) -> {
        bypassed.increment();
        warn(reason);
      }
    }
  }

  private void warn(BypassReason reason) {
    Instant now = clock.instant();
    Instant due = nextWarning.get();
    if (!now.isBefore(due) && nextWarning.compareAndSet(due, now.plus(WARNING_INTERVAL))) {
      LOG.warn("requests pass without a decision of the rate limiter: {}", reason);
    }
  }

  private static Counter counter(MeterRegistry registry, String result) {
    return Counter.builder("moalog.rate.limit.decisions")
        .description("Decisions of the global rate limit")
        .tag("result", result)
        .register(registry);
  }
}
