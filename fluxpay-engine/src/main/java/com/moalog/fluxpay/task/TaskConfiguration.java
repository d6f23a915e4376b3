package com.moalog.fluxpay.task;

import com.moalog.fluxpay.database.Schema;
import com.moalog.fluxpay.database.WorkerDatabase;
import com.moalog.fluxpay.model.IdSource;
import com.moalog.kit.tracing.Tracing;
import java.time.Duration;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The parts that run durable tasks. */
@Configuration(proxyBeanMethods = false)
public class TaskConfiguration {

  private static final Duration POLL_PERIOD = Duration.ofSeconds(1);
  private static final Duration STANDING_PERIOD = Duration.ofSeconds(30);

  @Bean
  TaskRunner taskRunner(
      WorkerDatabase database, IdSource ids, Tracing tracing, List<TaskHandler> handlers) {
    return new TaskRunner(database, new TaskRunner.Surroundings(ids, tracing), handlers);
  }

  @Bean
  RepeatedJob taskJob(TaskRunner runner, Schema schema) {
    return new RepeatedJob(new Job("tasks", POLL_PERIOD, runner::runDue), schema);
  }

  @Bean
  RepeatedJob standingTaskJob(WorkerDatabase database, List<StandingTask> tasks, Schema schema) {
    StandingTasks standing = new StandingTasks(database, tasks);
    return new RepeatedJob(new Job("standing-tasks", STANDING_PERIOD, standing::complete), schema);
  }

  /** The job is looked up late: what its tasks do may itself schedule tasks. */
  @Bean
  Tasks tasks(@Qualifier("taskJob") ObjectProvider<RepeatedJob> taskJob) {
    return new Tasks(() -> taskJob.getObject().wake());
  }
}
