package com.moalog.fluxpay.refund;

import com.moalog.fluxpay.database.TenantTransaction;
import com.moalog.fluxpay.database.TenantTransactions;
import com.moalog.fluxpay.http.Answer;
import com.moalog.fluxpay.http.Answers;
import com.moalog.fluxpay.idempotency.Ticket;
import com.moalog.fluxpay.model.Caller;
import com.moalog.fluxpay.model.Decision;
import com.moalog.fluxpay.model.ErrorCode;
import com.moalog.fluxpay.model.Waiting;
import com.moalog.fluxpay.refund.model.Refund;
import com.moalog.fluxpay.refund.model.RefundId;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A client's refund from the wish to the answer. The refund exists from the first transaction on;
 * what the provider does not tell in time, a task finds out later. Thread-safe.
 */
final class RefundFlow {

  /** Longest time until an answer; a look-up after an unknown outcome must fit into it. */
  static final Duration BUDGET = Duration.ofSeconds(12);

  private static final Duration LOOK_PAUSE = Duration.ofSeconds(1);
  private static final Duration LOOK_LIMIT = Duration.ofSeconds(10);
  private static final Duration FIRST_LOOK = Duration.ofSeconds(2);
  private static final int CREATED = 201;

  private final TenantTransactions transactions;
  private final RefundDesk desk;
  private final RefundLedger ledger;
  private final RefundRun run;
  private final Surroundings surroundings;

  RefundFlow(
      TenantTransactions transactions,
      RefundDesk desk,
      RefundLedger ledger,
      RefundRun run,
      Surroundings surroundings) {
    this.transactions = transactions;
    this.desk = desk;
    this.ledger = ledger;
    this.run = run;
    this.surroundings = surroundings;
  }

  /** What is passed in from outside. */
  record Surroundings(Answers answers, Waiting waiting) {}

  /** How the first transaction ended. */
  private sealed interface Opening {
    record Begun(RefundId id) implements Opening {}

    record Over(Answer answer) implements Opening {}
  }

  Answer create(Caller caller, CreateRefund wish, Ticket ticket) {
    long start = surroundings.waiting().nanoTime();
    Opening opening =
        ticket
            .begun()
            .<Opening>map(id -> new Opening.Begun(new RefundId(id)))
            .orElseGet(
                () -> transactions.call(caller, transaction -> open(transaction, wish, ticket)));
    return switch (opening) {
      case Opening.Over(Answer answer) -> answer;
      case Opening.Begun(RefundId id) -> finished(caller, id, start, ticket);
    };
  }

  private Opening open(TenantTransaction transaction, CreateRefund wish, Ticket ticket) {
    return switch (desk.reserve(transaction, wish)) {
      case Decision.Refused<Refund>(ErrorCode code) -> {
        Answer refusal = surroundings.answers().refusal(code, transaction.caller().trace());
        ticket.complete(transaction, refusal);
        yield new Opening.Over(refusal);
      }
      case Decision.Accepted<Refund>(Refund refund) -> {
        ticket.begin(transaction, "refund", refund.id().value());
        yield new Opening.Begun(refund.id());
      }
    };
  }

  private Answer finished(Caller caller, RefundId id, long start, Ticket ticket) {
    AtomicReference<Answer> answer = new AtomicReference<>();
    RefundRun.Ending ending =
        (transaction, refund) -> answer.set(closed(transaction, refund, ticket));
    boolean isOver = run.proceed(caller, id, ending);
    Duration left = BUDGET.minusNanos(surroundings.waiting().nanoTime() - start);
    if (!isOver && left.compareTo(LOOK_PAUSE.plus(LOOK_LIMIT)) > 0) {
      surroundings.waiting().pause(LOOK_PAUSE);
      isOver = run.proceed(caller, id, ending);
    }
    Answer known = answer.get();
    return isOver && known != null
        ? known
        : transactions.call(caller, transaction -> open(transaction, id, ticket));
  }

  /** The refund is on its way; a task goes on with it. */
  private Answer open(TenantTransaction transaction, RefundId id, Ticket ticket) {
    Refund refund = ledger.find(transaction, id).orElseThrow();
    if (!refund.status().isFinal()) {
      ledger.lookSoon(transaction, id, FIRST_LOOK);
    }
    return closed(transaction, refund, ticket);
  }

  private Answer closed(TenantTransaction transaction, Refund refund, Ticket ticket) {
    Answer answer =
        surroundings
            .answers()
            .success(CREATED, RefundView.of(refund), transaction.caller().trace());
    ticket.complete(transaction, answer);
    return answer;
  }
}
