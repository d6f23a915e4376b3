package com.moalog.fluxpay.task;

import com.moalog.fluxpay.database.WorkerDatabase;
import com.moalog.fluxpay.model.Caller;
import com.moalog.fluxpay.model.IdSource;
import com.moalog.fluxpay.model.TenantId;
import com.moalog.kit.tracing.Operation;
import com.moalog.kit.tracing.TraceHeaders;
import com.moalog.kit.tracing.Tracing;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Claims due tasks of all tenants and runs them. A claim is a lease: it pushes the task's time
 * forward, so the task of a crashed instance becomes due again by itself. Thread-safe.
 */
final class TaskRunner implements AutoCloseable {

  /** Most tasks of this instance at a time. */
  static final int CONCURRENT_TASKS = 20;

  static final Duration LEASE = Duration.ofSeconds(30);

  private static final Logger LOG = LoggerFactory.getLogger(TaskRunner.class);
  private static final Duration AFTER_FAULT = Duration.ofSeconds(5);
  private static final Duration AFTER_FAULTS_MOST = Duration.ofHours(1);
  private static final int DOUBLINGS_MOST = 10;
  private static final int ERROR_LIMIT = 500;

  private final WorkerDatabase database;
  private final Surroundings surroundings;
  private final Map<TaskKind, TaskHandler> handlers = new EnumMap<>(TaskKind.class);
  private final Semaphore places = new Semaphore(CONCURRENT_TASKS);
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("task-", 0).factory());

  TaskRunner(WorkerDatabase database, Surroundings surroundings, List<TaskHandler> handlers) {
    this.database = database;
    this.surroundings = surroundings;
    handlers.forEach(handler -> this.handlers.put(handler.kind(), handler));
  }

  /** What is passed in from outside. */
  record Surroundings(IdSource ids, Tracing tracing) {}

  /**
   * A task that this instance holds the lease of.
   *
   * @param lease names this claim alone: a claim of the same task by the same instance has another
   */
  private record Claimed(
      String lease,
      long id,
      String tenant,
      TaskKind kind,
      String reference,
      int attempts,
      int faults,
      @Nullable String traceParent) {}

  /** Starts every due task there is room for. */
  void runDue() {
    int room = places.drainPermits();
    List<Claimed> tasks = List.of();
    try {
      tasks = room == 0 ? tasks : claim(room);
    } finally {
      places.release(room - tasks.size());
    }
    tasks.forEach(task -> threads.execute(() -> run(task)));
  }

  private List<Claimed> claim(int room) {
    String lease = surroundings.ids().next().toString();
    return database
        .sql(
            """
            UPDATE scheduled_tasks SET owner = :lease, attempts = attempts + 1,
              run_at = now() + :duration * interval '1 millisecond'
            WHERE id IN (
              SELECT id FROM scheduled_tasks
              WHERE run_at <= now() AND kind IN (:kinds)
              ORDER BY run_at LIMIT :room FOR UPDATE SKIP LOCKED)
            RETURNING id, tenant_id, kind, ref_id, attempts, faults, trace_parent
            """)
        .param("lease", lease)
        .param("duration", LEASE.toMillis())
        .param("kinds", handlers.keySet().stream().map(TaskKind::name).toList())
        .param("room", room)
        .query((row, _) ->
            new Claimed(
                lease,
                row.getLong("id"),
                row.getString("tenant_id"),
                TaskKind.valueOf(row.getString("kind")),
                row.getString("ref_id"),
                row.getInt("attempts"),
                row.getInt("faults"),
                row.getString("trace_parent")))
        .list();
  }

  @SuppressWarnings("IllegalCatch") // a task that fails in any way is tried again, later
  private void run(Claimed task) {
    Tracing tracing = surroundings.tracing();
    try (Operation operation =
            tracing.receive("task " + task.kind(), TraceHeaders.ofTraceParent(task.traceParent()));
        var _ = operation.activate();
        var _ = MDC.putCloseable("tenant_id", task.tenant())) {
      work(task, operation.traceParent());
    } catch (RuntimeException away) {
      LOG.warn("task {} {} stays leased: {}", task.kind(), task.reference(), away.toString());
    } finally {
      places.release();
    }
  }

  @SuppressWarnings("IllegalCatch") // a task that fails in any way is tried again, later
  private void work(Claimed task, String traceParent) {
    Caller caller =
        Caller.job(
            new TenantId(task.tenant()), "task:" + task.kind(), traceParent, surroundings.ids());
    TaskHandler.Outcome outcome;
    try {
      TaskHandler handler = handlers.get(task.kind());
      outcome =
          handler == null
              ? new TaskHandler.Outcome.Again(LEASE, "no handler")
              : handler.run(caller, task.reference(), task.attempts());
    } catch (RuntimeException failed) {
      failed(task, failed);
      return;
    }
    finish(task, outcome);
  }

  /** Faults in a row are tried again ever later, and a person is called when they do not end. */
  private void failed(Claimed task, RuntimeException cause) {
    int faults = task.faults() + 1;
    if (faults >= Tasks.FAULTS_UNTIL_ALERT) {
      LOG.error(
          "MANUAL: task {} {} failed {} times in a row",
          task.kind(),
          task.reference(),
          faults,
          cause);
    } else {
      LOG.warn("task {} {} failed", task.kind(), task.reference(), cause);
    }
    again(task, pauseAfter(faults), "fault: " + cause, faults);
  }

  private static Duration pauseAfter(int faults) {
    Duration planned = AFTER_FAULT.multipliedBy(1L << Math.min(faults - 1, DOUBLINGS_MOST));
    return planned.compareTo(AFTER_FAULTS_MOST) > 0 ? AFTER_FAULTS_MOST : planned;
  }

  /** Only the current lease may end a task: who rescheduled it meanwhile wants another run. */
  private void finish(Claimed task, TaskHandler.Outcome outcome) {
    switch (outcome) {
      case TaskHandler.Outcome.Done() ->
          database
              .sql("DELETE FROM scheduled_tasks WHERE id = :id AND owner = :lease")
              .param("id", task.id())
              .param("lease", task.lease())
              .update();
      case TaskHandler.Outcome.Again(Duration delay, String reason) ->
          again(task, delay, reason, 0);
      case TaskHandler.Outcome.Rescheduled() ->
          LOG.trace("task {} {} has its next time", task.kind(), task.reference());
    }
  }

  private void again(Claimed task, Duration delay, String reason, int faults) {
    database
        .sql(
            """
            UPDATE scheduled_tasks SET last_error = :reason, owner = NULL, faults = :faults,
              run_at = now() + :delay * interval '1 millisecond'
            WHERE id = :id AND owner = :lease
            """)
        .param("reason", reason.substring(0, Math.min(reason.length(), ERROR_LIMIT)))
        .param("faults", faults)
        .param("delay", delay.toMillis())
        .param("id", task.id())
        .param("lease", task.lease())
        .update();
  }

  /** Waits for the running tasks; each of them is bounded in time. */
  @Override
  public void close() {
    threads.shutdown();
    try {
      if (!threads.awaitTermination(LEASE.toSeconds() / 2, TimeUnit.SECONDS)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException stopped) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
