package com.moalog.fluxpay.outbox;

import com.moalog.fluxpay.database.Schema;
import com.moalog.fluxpay.database.WorkerDatabase;
import com.moalog.fluxpay.model.IdSource;
import com.moalog.fluxpay.task.Job;
import com.moalog.fluxpay.task.RepeatedJob;
import java.security.SecureRandom;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** The parts that write events and send them. */
@Configuration(proxyBeanMethods = false)
public class OutboxConfiguration {

  @Bean
  Kafka kafka(OutboxSettings settings) {
    return new Kafka(settings.servers());
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
      Kafka kafka,
      SecureRandom random) {
    return new Relay(settings, shards, new OutboxRows(database), kafka, random);
  }

  @Bean
  RepeatedJob relayJob(OutboxSettings settings, Relay relay, Schema schema) {
    Runnable work = settings.relaying() ? relay::run : () -> {};
    return new RepeatedJob(new Job("outbox-relay", settings.pollPeriod(), work), schema);
  }

  /** The job is looked up late: writing an event needs no relay. */
  @Bean
  Outbox outbox(JsonMapper json, @Qualifier("relayJob") ObjectProvider<RepeatedJob> relayJob) {
    return new Outbox(json, () -> relayJob.getObject().wake());
  }
}
