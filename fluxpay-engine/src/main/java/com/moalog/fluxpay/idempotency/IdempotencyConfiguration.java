package com.moalog.fluxpay.idempotency;

import com.moalog.fluxpay.database.Schema;
import com.moalog.fluxpay.database.TenantTransactions;
import com.moalog.fluxpay.database.WorkerDatabase;
import com.moalog.fluxpay.model.IdSource;
import com.moalog.fluxpay.model.Waiting;
import com.moalog.fluxpay.secret.Hmac;
import com.moalog.fluxpay.secret.SecretSettings;
import com.moalog.fluxpay.task.Job;
import com.moalog.fluxpay.task.RepeatedJob;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.micrometer.tagged.TaggedCircuitBreakerMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The parts that make repeats harmless. */
@Configuration(proxyBeanMethods = false)
public class IdempotencyConfiguration {

  private static final Duration CLEAN_UP_PERIOD = Duration.ofMinutes(10);

  /** So many failures in a row mean that Redis is away, for so long. */
  private static final int FAILURES_UNTIL_OPEN = 5;

  private static final int ALL = 100;
  private static final Duration OPEN = Duration.ofSeconds(10);

  @Bean(destroyMethod = "shutdownNow")
  ScheduledExecutorService leaseRenewals() {
    return Executors.newSingleThreadScheduledExecutor(
        Thread.ofPlatform().daemon().name("lease-renewals").factory());
  }

  @Bean
  Replays replays(
      ReplaySettings settings, SecretSettings secrets, InstantSource clock, MeterRegistry meters) {
    if (settings.host().isEmpty()) {
      return Replays.NONE;
    }
    CircuitBreakerRegistry circuits =
        CircuitBreakerRegistry.of(
            CircuitBreakerConfig.custom()
                .slidingWindowType(SlidingWindowType.COUNT_BASED)
                .slidingWindowSize(FAILURES_UNTIL_OPEN)
                .minimumNumberOfCalls(FAILURES_UNTIL_OPEN)
                .failureRateThreshold(ALL)
                .waitDurationInOpenState(OPEN)
                .permittedNumberOfCallsInHalfOpenState(1)
                .build());
    CircuitBreaker breaker = circuits.circuitBreaker("redis");
    TaggedCircuitBreakerMetrics.ofCircuitBreakerRegistry(circuits).bindTo(meters);
    return new RedisReplays(
        settings,
        new RedisReplays.EncodedKey(
            HexFormat.of().formatHex(Hmac.sha256(secrets.key().bytes(), "replays"))),
        new RedisReplays.Surroundings(breaker, clock, meters));
  }

  @Bean
  Idempotency.Surroundings idempotencySurroundings(
      IdSource ids,
      Waiting waiting,
      ScheduledExecutorService leaseRenewals,
      MeterRegistry meters,
      Replays replays) {
    return new Idempotency.Surroundings(
        ids, waiting, leaseRenewals, meters.counter("fluxpay.idempotent.hit"), replays);
  }

  @Bean
  Idempotency idempotency(
      IdempotencySettings settings,
      TenantTransactions transactions,
      Idempotency.Surroundings idempotencySurroundings) {
    return new Idempotency(settings, new KeyStore(settings), transactions, idempotencySurroundings);
  }

  @Bean
  RepeatedJob expiredKeysJob(WorkerDatabase database, Schema schema) {
    ExpiredKeys keys = new ExpiredKeys(database);
    return new RepeatedJob(new Job("expired-keys", CLEAN_UP_PERIOD, keys::delete), schema);
  }
}
