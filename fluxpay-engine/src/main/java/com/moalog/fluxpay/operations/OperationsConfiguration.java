package com.moalog.fluxpay.operations;

import com.moalog.fluxpay.database.Schema;
import com.moalog.fluxpay.database.WorkerDatabase;
import com.moalog.fluxpay.http.HttpSettings;
import com.moalog.fluxpay.psp.PaymentProvider;
import com.moalog.fluxpay.task.Job;
import com.moalog.fluxpay.task.RepeatedJob;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.config.MeterFilter;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The parts that operators look at. */
@Configuration(proxyBeanMethods = false)
@Import(HealthController.class)
public class OperationsConfiguration {

  private static final Duration LOOK_PERIOD = Duration.ofSeconds(1);
  private static final Duration COUNT_PERIOD = Duration.ofSeconds(5);

  @Bean
  static MeterFilter commonTags(HttpSettings settings) {
    return MeterFilter.commonTags(
        Tags.of("application", "fluxpay-engine", "environment", settings.environment()));
  }

  @Bean
  FilterRegistrationBean<ScrapedNames> scrapedNames() {
    var filter = new FilterRegistrationBean<>(new ScrapedNames());
    filter.addUrlPatterns(ScrapedNames.PATH);
    return filter;
  }

  @Bean
  Dependencies dependencies(
      Schema schema, WorkerDatabase database, PaymentProvider provider, List<Dependency> others) {
    return new Dependencies(schema, database, provider, others);
  }

  /** Part of readiness: without PostgreSQL no business request can be served. */
  @Bean
  HealthIndicator database(Dependencies dependencies) {
    return () -> dependencies.isDatabaseUp() ? Health.up().build() : Health.down().build();
  }

  @Bean
  RepeatedJob dependenciesJob(Dependencies dependencies, Schema schema) {
    return new RepeatedJob(new Job("dependencies", LOOK_PERIOD, dependencies::look), schema);
  }

  @Bean
  MeterBinder paymentSuccessRate() {
    return meters ->
        Gauge.builder("fluxpay.payment.success.rate", meters, OperationsConfiguration::successRate)
            .description("captured of all payments that ended since the start; none yet is NaN")
            .register(meters);
  }

  private static double successRate(MeterRegistry meters) {
    double captured = meters.counter("fluxpay.payment", "status", "CONFIRMED").count();
    return captured / (captured + meters.counter("fluxpay.payment", "status", "FAILED").count());
  }

  @Bean
  RepeatedJob queueMetersJob(WorkerDatabase database, MeterRegistry meters, Schema schema) {
    QueueMeters queues = new QueueMeters(database, meters);
    return new RepeatedJob(new Job("queue-meters", COUNT_PERIOD, queues::count), schema);
  }
}
