package com.moalog.fluxpay.saga;

import com.moalog.fluxpay.audit.Audit;
import com.moalog.fluxpay.database.Schema;
import com.moalog.fluxpay.database.TenantTransactions;
import com.moalog.fluxpay.model.IdSource;
import com.moalog.fluxpay.task.Job;
import com.moalog.fluxpay.task.RepeatedJob;
import com.moalog.fluxpay.task.Tasks;
import com.moalog.fluxpay.tenant.Tenants;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.json.JsonMapper;

/** The parts that know how far sagas got. */
@Configuration(proxyBeanMethods = false)
@Import(SagaController.class)
public class SagaConfiguration {

  private static final Duration FORGET_PERIOD = Duration.ofHours(1);

  @Bean
  Sagas sagas(
      JsonMapper json,
      IdSource ids,
      InstantSource clock,
      MeterRegistry meters,
      SagaSettings settings) {
    return new Sagas(json, new Sagas.Surroundings(ids, clock, meters), settings.deadline());
  }

  @Bean
  SagaDesk sagaDesk(
      TenantTransactions transactions, Audit audit, Tasks tasks, InstantSource clock) {
    return new SagaDesk(transactions, audit, tasks, clock);
  }

  @Bean
  RepeatedJob finishedSagasJob(
      TenantTransactions transactions,
      Tenants tenants,
      IdSource ids,
      SagaSettings settings,
      Schema schema) {
    FinishedSagas finished = new FinishedSagas(transactions, tenants, ids, settings.kept());
    return new RepeatedJob(new Job("finished-sagas", FORGET_PERIOD, finished::forget), schema);
  }
}
