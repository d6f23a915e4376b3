package com.moalog.fluxpay.idempotency;

import com.moalog.fluxpay.database.Schema;
import com.moalog.fluxpay.database.TenantTransactions;
import com.moalog.fluxpay.database.WorkerDatabase;
import com.moalog.fluxpay.model.IdSource;
import com.moalog.fluxpay.model.Waiting;
import com.moalog.fluxpay.task.Job;
import com.moalog.fluxpay.task.RepeatedJob;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The parts that make repeats harmless. */
@Configuration(proxyBeanMethods = false)
public class IdempotencyConfiguration {

  private static final Duration CLEAN_UP_PERIOD = Duration.ofMinutes(10);

  @Bean(destroyMethod = "shutdownNow")
  ScheduledExecutorService leaseRenewals() {
    return Executors.newSingleThreadScheduledExecutor(
        Thread.ofPlatform().daemon().name("lease-renewals").factory());
  }

  @Bean
  Idempotency.Surroundings idempotencySurroundings(
      IdSource ids, Waiting waiting, ScheduledExecutorService leaseRenewals, MeterRegistry meters) {
    return new Idempotency.Surroundings(
        ids, waiting, leaseRenewals, meters.counter("fluxpay.idempotent.hit"));
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
