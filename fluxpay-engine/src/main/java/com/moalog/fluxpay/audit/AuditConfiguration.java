package com.moalog.fluxpay.audit;

import com.moalog.fluxpay.database.Schema;
import com.moalog.fluxpay.database.TenantTransactions;
import com.moalog.fluxpay.database.WorkerDatabase;
import com.moalog.fluxpay.model.IdSource;
import com.moalog.fluxpay.task.Job;
import com.moalog.fluxpay.task.RepeatedJob;
import com.moalog.fluxpay.task.Tasks;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.json.JsonMapper;

/** The parts of the audit log. */
@Configuration(proxyBeanMethods = false)
@Import(AuditController.class)
public class AuditConfiguration {

  private static final Duration SEAL_PERIOD = Duration.ofSeconds(1);

  @Bean
  Audit audit(JsonMapper json) {
    return new Audit(json);
  }

  @Bean
  Verification auditVerification(
      TenantTransactions transactions, Tasks tasks, MeterRegistry meters) {
    return new Verification(transactions, tasks, meters);
  }

  @Bean
  RepeatedJob auditSealJob(
      TenantTransactions transactions, WorkerDatabase worker, IdSource ids, Schema schema) {
    Sealer sealer = new Sealer(transactions, worker, ids);
    return new RepeatedJob(new Job("audit-seals", SEAL_PERIOD, sealer::seal), schema);
  }

  @Bean
  Timeline timeline(TenantTransactions transactions) {
    return new Timeline(transactions);
  }
}
