package com.moalog.fluxpay.reconciliation;

import com.moalog.fluxpay.database.TenantTransaction;
import com.moalog.fluxpay.database.TenantTransactions;
import com.moalog.fluxpay.model.Caller;
import com.moalog.fluxpay.task.StandingTask;
import com.moalog.fluxpay.task.TaskKind;
import com.moalog.fluxpay.task.Tasks;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.support.CronExpression;

/**
 * Asks for the run of each day that is over, and does the runs that were asked for. A window that
 * was missed because nothing ran is caught up. Thread-safe.
 */
final class ReconcileDay implements StandingTask {

  /** The pauses after each try; the last one repeats. */
  static final List<Duration> PAUSES =
      List.of(Duration.ofSeconds(30), Duration.ofMinutes(5), Duration.ofMinutes(30));

  private static final int ALERT_AFTER = 5;
  private static final Duration LONGEST_WAIT = Duration.ofHours(1);
  private static final Logger LOG = LoggerFactory.getLogger(ReconcileDay.class);

  private final TenantTransactions transactions;
  private final RunStore runs;
  private final DailyRun daily;
  private final Plan plan;

  ReconcileDay(TenantTransactions transactions, RunStore runs, DailyRun daily, Plan plan) {
    this.transactions = transactions;
    this.runs = runs;
    this.daily = daily;
    this.plan = plan;
  }

  /** When the days are compared. */
  record Plan(CronExpression cron, Tasks tasks, InstantSource clock) {}

  @Override
  public TaskKind kind() {
    return TaskKind.RECONCILE;
  }

  @Override
  public Outcome run(Caller caller, String reference, int attempt) {
    return reference.equals(REFERENCE)
        ? planned(caller)
        : run(caller, LocalDate.parse(reference), attempt);
  }

  /** Asks for the day before the last planned moment, unless that was done. */
  private Outcome planned(Caller caller) {
    ZonedDateTime now = plan.clock().instant().atZone(DailyRun.ZONE);
    Optional.ofNullable(plan.cron().next(now.minusDays(1)))
        .filter(due -> !due.isAfter(now))
        .map(due -> due.toLocalDate().minusDays(1))
        .ifPresent(day ->
            transactions.run(
                caller,
                transaction -> {
                  if (!runs.exists(transaction, day)) {
                    request(transaction, day);
                  }
                }));
    ZonedDateTime next = plan.cron().next(now);
    Duration wait = next == null ? LONGEST_WAIT : Duration.between(now, next);
    return new Outcome.Again(
        wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT, "until the next day is over");
  }

  /** Has the day compared, once more if it was before. */
  RunView request(TenantTransaction transaction, LocalDate day) {
    Instant now = plan.clock().instant();
    RunView run = runs.request(transaction, day, now);
    plan.tasks().schedule(transaction, kind(), day.toString(), Duration.ZERO);
    return run;
  }

  private Outcome run(Caller caller, LocalDate day, int attempt) {
    if (daily.run(caller, day) == DailyRun.Ending.OVER) {
      return new Outcome.Done();
    }
    if (attempt >= ALERT_AFTER) {
      LOG.error("MANUAL: the day {} is still not reconciled", day);
    }
    return new Outcome.Again(
        PAUSES.get(Math.min(attempt, PAUSES.size()) - 1), "the day is not compared yet");
  }

  Optional<RunView> find(Caller caller, UUID id) {
    return transactions.call(caller, transaction -> runs.find(transaction, id));
  }

  RunView request(Caller caller, LocalDate day) {
    return transactions.call(caller, transaction -> request(transaction, day));
  }
}
