package com.moalog.fluxpay.outbox;

import com.moalog.fluxpay.audit.Audit;
import com.moalog.fluxpay.database.Schema;
import com.moalog.fluxpay.database.TenantTransactions;
import com.moalog.fluxpay.database.WorkerDatabase;
import com.moalog.fluxpay.model.IdSource;
import com.moalog.fluxpay.task.Job;
import com.moalog.fluxpay.task.RepeatedJob;
import com.moalog.kit.tracing.Tracing;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.micrometer.tagged.TaggedCircuitBreakerMetrics;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.security.SecureRandom;
import java.time.InstantSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.json.JsonMapper;

/** The parts that write events and send them. */
@Configuration(proxyBeanMethods = false)
@Import(OutboxController.class)
public class OutboxConfiguration {

  @Bean
  Kafka kafka(OutboxSettings settings, Tracing tracing) {
    return new Kafka(settings.servers(), tracing);
  }

  @Bean
  Relay.Broker broker(OutboxSettings settings, Kafka kafka, MeterRegistry meters) {
    CircuitBreakerRegistry circuits =
        CircuitBreakerRegistry.of(
            CircuitBreakerConfig.custom()
                .slidingWindowType(SlidingWindowType.COUNT_BASED)
                .slidingWindowSize(Relay.FAILURES_UNTIL_OPEN)
                .minimumNumberOfCalls(Relay.FAILURES_UNTIL_OPEN)
                .failureRateThreshold(100)
                .waitDurationInOpenState(settings.probePause())
                .permittedNumberOfCallsInHalfOpenState(1)
                .build());
    CircuitBreaker breaker = circuits.circuitBreaker("kafka");
    TaggedCircuitBreakerMetrics.ofCircuitBreakerRegistry(circuits).bindTo(meters);
    return new Relay.Broker(kafka, breaker);
  }

  @Bean(destroyMethod = "release")
  Shards shards(WorkerDatabase database, IdSource ids) {
    return new Shards(database, ids.next().toString(), System::nanoTime);
  }

  @Bean
  Relay relay(
      OutboxSettings settings,
      Shards shards,
      WorkerDatabase database,
      Relay.Broker broker,
      SecureRandom random) {
    return new Relay(settings, shards, new OutboxRows(database), broker, random);
  }

  @Bean
  MeterBinder publishedEvents(Relay relay) {
    return meters ->
        FunctionCounter.builder("fluxpay.outbox.published", relay, Relay::published)
            .description("events that Kafka acknowledged to this instance")
            .register(meters);
  }

  @Bean
  RepeatedJob relayJob(OutboxSettings settings, Relay relay, Schema schema) {
    Runnable work = settings.relaying() ? relay::run : () -> {};
    return new RepeatedJob(new Job("outbox-relay", settings.pollPeriod(), work), schema);
  }

  @Bean
  RepeatedJob sentEventsJob(
      OutboxSettings settings, WorkerDatabase database, InstantSource clock, Schema schema) {
    OutboxRows rows = new OutboxRows(database);
    return new RepeatedJob(
        Job.planned("sent-events", settings.cleanUp(), clock, () -> rows.forget(settings.kept())),
        schema);
  }

  /** The job is looked up late: writing an event needs no relay. */
  @Bean
  Outbox outbox(
      OutboxSettings settings,
      JsonMapper json,
      @Qualifier("relayJob") ObjectProvider<RepeatedJob> relayJob) {
    return new Outbox(json, settings.legacyAliases(), () -> relayJob.getObject().wake());
  }

  @Bean
  OutboxDesk outboxDesk(
      TenantTransactions transactions,
      Audit audit,
      InstantSource clock,
      @Qualifier("relayJob") RepeatedJob relayJob) {
    return new OutboxDesk(transactions, audit, clock, relayJob::wake);
  }
}
