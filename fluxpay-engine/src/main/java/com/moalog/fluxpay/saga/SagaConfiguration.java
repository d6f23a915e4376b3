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
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.json.JsonMapper;

/** The parts that know how far sagas got. */
@Configuration(proxyBeanMethods = false)
@Import(SagaController.class)
public class SagaConfiguration {

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
  FinishedSagas finishedSagas(
      TenantTransactions transactions, Tenants tenants, IdSource ids, SagaSettings settings) {
    return new FinishedSagas(transactions, tenants, ids, settings.kept());
  }

  @Bean
  RepeatedJob finishedSagasJob(
      FinishedSagas finished, SagaSettings settings, InstantSource clock, Schema schema) {
    return new RepeatedJob(
        Job.planned("finished-sagas", settings.cleanUp(), clock, finished::forget), schema);
  }
}
