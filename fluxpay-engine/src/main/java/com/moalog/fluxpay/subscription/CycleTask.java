package com.moalog.fluxpay.subscription;

import com.moalog.fluxpay.database.TenantTransactions;
import com.moalog.fluxpay.model.Caller;
import com.moalog.fluxpay.subscription.model.SubscriptionId;
import com.moalog.fluxpay.task.TaskHandler;
import com.moalog.fluxpay.task.TaskKind;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/**
 * Renews a subscription when it is due. A service that was down catches up one cycle at a time; no
 * cycle is skipped or billed twice. Thread-safe.
 */
final class CycleTask implements TaskHandler {

  /** The pauses while the outcome of a charge is not known; the last one repeats. */
  static final List<Duration> PAUSES =
      List.of(
          Duration.ofSeconds(2),
          Duration.ofSeconds(5),
          Duration.ofSeconds(15),
          Duration.ofSeconds(30),
          Duration.ofMinutes(1),
          Duration.ofMinutes(5),
          Duration.ofMinutes(15),
          Duration.ofHours(1));

  private final TenantTransactions transactions;
  private final Cycle cycle;
  private final Subscriptions subscriptions;

  CycleTask(TenantTransactions transactions, Cycle cycle, Subscriptions subscriptions) {
    this.transactions = transactions;
    this.cycle = cycle;
    this.subscriptions = subscriptions;
  }

  @Override
  public TaskKind kind() {
    return TaskKind.SUBSCRIPTION_CYCLE;
  }

  /**
   * One step per run: the next one follows at once, under a lease of its own. Scheduling anew
   * starts the count of attempts anew.
   */
  @Override
  public Outcome run(Caller caller, String reference, int attempt) {
    SubscriptionId id = new SubscriptionId(UUID.fromString(reference));
    return switch (cycle.turn(caller, id)) {
      case Cycle.Turn.Stepped() -> wokenNow(caller, id);
      case Cycle.Turn.Waiting() -> new Outcome.Rescheduled();
      case Cycle.Turn.Over() -> new Outcome.Done();
      case Cycle.Turn.Open() ->
          new Outcome.Again(
              PAUSES.get(Math.min(attempt, PAUSES.size()) - 1), "the charge is not settled yet");
    };
  }

  private Outcome wokenNow(Caller caller, SubscriptionId id) {
    transactions.run(
        caller, transaction -> subscriptions.wake(transaction, id, subscriptions.now()));
    return new Outcome.Rescheduled();
  }
}
