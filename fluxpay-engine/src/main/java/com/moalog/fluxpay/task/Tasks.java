package com.moalog.fluxpay.task;

import com.moalog.fluxpay.database.TenantTransaction;
import java.time.Duration;

/** Schedules durable tasks, in the transaction that makes them necessary. Thread-safe. */
public final class Tasks {

  /** From so many faults in a row on a task waits for a person; it is still tried. */
  public static final int FAULTS_UNTIL_ALERT = 10;

  private final Runnable wakeRunner;

  Tasks(Runnable wakeRunner) {
    this.wakeRunner = wakeRunner;
  }

  /**
   * Schedules the task, or moves it when it exists. A run that is going on meanwhile cannot delete
   * it any more.
   */
  public void schedule(
      TenantTransaction transaction, TaskKind kind, String reference, Duration delay) {
    transaction
        .sql(
            """
            INSERT INTO scheduled_tasks (tenant_id, kind, ref_id, run_at, trace_parent)
            VALUES (:tenant, :kind, :reference, now() + :delay * interval '1 millisecond', :trace)
            ON CONFLICT (tenant_id, kind, ref_id) DO UPDATE
              SET run_at = excluded.run_at, attempts = 0, faults = 0, owner = NULL,
                last_error = NULL, trace_parent = excluded.trace_parent
            """)
        .param("trace", transaction.caller().trace().traceParent())
        .param("tenant", transaction.tenant())
        .param("kind", kind.name())
        .param("reference", reference)
        .param("delay", delay.toMillis())
        .update();
    if (delay.isZero()) {
      transaction.afterCommit(wakeRunner);
    }
  }

  /** Forgets the task, for what it waited for has happened. */
  public void cancel(TenantTransaction transaction, TaskKind kind, String reference) {
    transaction
        .sql(
            """
            DELETE FROM scheduled_tasks
            WHERE tenant_id = :tenant AND kind = :kind AND ref_id = :reference
            """)
        .param("tenant", transaction.tenant())
        .param("kind", kind.name())
        .param("reference", reference)
        .update();
  }
}
