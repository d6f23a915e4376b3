package com.moalog.fluxpay.task;

import com.moalog.fluxpay.database.WorkerDatabase;
import java.util.List;

/** Sees to it that no active tenant lacks a standing task. Thread-safe. */
final class StandingTasks {

  private final WorkerDatabase database;
  private final List<StandingTask> tasks;

  StandingTasks(WorkerDatabase database, List<StandingTask> tasks) {
    this.database = database;
    this.tasks = List.copyOf(tasks);
  }

  /** Adds what is missing; of many instances that do it at once, one does. */
  void complete() {
    if (tasks.isEmpty()) {
      return;
    }
    database
        .sql(
            """
            INSERT INTO scheduled_tasks (tenant_id, kind, ref_id, run_at)
            SELECT t.tenant_id, k.kind, :reference, now()
            FROM tenants t CROSS JOIN unnest(:kinds) AS k (kind)
            WHERE t.status = 'ACTIVE'
            ON CONFLICT (tenant_id, kind, ref_id) DO NOTHING
            """)
        .param("reference", StandingTask.REFERENCE)
        .param("kinds", tasks.stream().map(task -> task.kind().name()).toArray(String[]::new))
        .update();
  }
}
