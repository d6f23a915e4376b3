package com.moalog.fluxpay.refund;

import com.moalog.fluxpay.database.TenantTransaction;
import com.moalog.fluxpay.database.TenantTransactions;
import com.moalog.fluxpay.model.Caller;
import com.moalog.fluxpay.model.PaymentId;
import com.moalog.fluxpay.payment.Attempts;
import com.moalog.fluxpay.psp.CancelRequest;
import com.moalog.fluxpay.psp.Cancellation;
import com.moalog.fluxpay.psp.LookUp;
import com.moalog.fluxpay.psp.ProviderRecord;
import com.moalog.fluxpay.psp.RefundProvider;
import com.moalog.fluxpay.refund.RefundLedger.Held;
import com.moalog.fluxpay.refund.Rounds.Progress;
import com.moalog.fluxpay.refund.model.Refund;
import com.moalog.fluxpay.refund.model.RefundId;
import java.math.BigDecimal;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a refund one step further: asks the provider to give the money back, or finds out what
 * became of an earlier request. The intent is committed before the provider is asked and the
 * outcome after it answered; no transaction is open in between. Only the provider's own record ends
 * a doubt. Thread-safe, also against other instances: each step locks the refund and looks at it
 * afresh.
 */
final class RefundRun {

  private static final Logger LOG = LoggerFactory.getLogger(RefundRun.class);

  private final TenantTransactions transactions;
  private final RefundLedger ledger;
  private final Attempts attempts;
  private final RefundProvider provider;
  private final Rounds rounds;

  RefundRun(
      TenantTransactions transactions,
      RefundLedger ledger,
      Attempts attempts,
      RefundProvider provider,
      Rounds rounds) {
    this.rounds = rounds;
    this.transactions = transactions;
    this.ledger = ledger;
    this.attempts = attempts;
    this.provider = provider;
  }

  /** What is stored in the same transaction as the end of a refund. */
  @FunctionalInterface
  interface Ending {
    void with(TenantTransaction transaction, Refund ended);

    /** Nobody waits for the answer. */
    static Ending unattended() {
      return (transaction, ended) -> {};
    }
  }

  /** What is to be done outside of any transaction. */
  private sealed interface Step {

    /** The provider is to be asked. */
    record Send(CancelRequest request, long attempt, boolean isRepeat) implements Step {}

    /** The provider's record is to be read. */
    record Look(String paymentKey) implements Step {}

    /** Nothing now. */
    record Rest(boolean isOver) implements Step {}
  }

  /**
   * Goes on with the refund. Where other money of the payment went back since the balance was read,
   * as with several refunds of one payment at once, it is read again.
   *
   * @return whether it is over now
   */
  boolean proceed(Caller caller, RefundId id, Ending ending) {
    return rounds.play(() -> proceedOnce(caller, id, ending));
  }

  private Progress proceedOnce(Caller caller, RefundId id, Ending ending) {
    Step step = transactions.call(caller, transaction -> opened(transaction, id, ending));
    return switch (step) {
      case Step.Rest(boolean isOver) -> Progress.of(isOver);
      case Step.Send send -> sent(caller, id, send, ending);
      case Step.Look(String paymentKey) -> {
        LookUp found = provider.lookUp(paymentKey);
        Step next =
            transactions.call(caller, transaction -> concluded(transaction, id, found, ending));
        yield switch (next) {
          case Step.Rest(boolean isOver) -> Progress.of(isOver);
          case Step.Send send -> sent(caller, id, send, ending);
          case Step.Look _ -> new Progress.Open();
        };
      }
    };
  }

  private Step opened(TenantTransaction transaction, RefundId id, Ending ending) {
    Held held = ledger.hold(transaction, id);
    return switch (held.refund().status()) {
      case COMPLETED, FAILED -> {
        ending.with(transaction, held.refund());
        yield new Step.Rest(true);
      }
      case PROCESSING -> new Step.Look(paymentKey(held));
      case REQUESTED -> {
        Optional<Attempts.Last> last = attempts.lastUnder(transaction, id.value());
        ledger.process(transaction, held);
        Sending next =
            new Sending(
                RefundKey.repeated(id, last),
                held.payment().unreturned().amount(),
                last.isPresent());
        yield sending(transaction, held, next);
      }
    };
  }

  /**
   * A request that is about to be written down.
   *
   * @param balance what the provider holds of the payment, as the books or its record say
   */
  private record Sending(String key, BigDecimal balance, boolean isRepeat) {}

  private Step sending(TenantTransaction transaction, Held held, Sending next) {
    Refund refund = held.refund();
    PaymentId payment = held.payment().id();
    long attempt = attempts.begin(transaction, payment, Attempts.Operation.CANCEL, next.key());
    String reason = Objects.requireNonNullElse(refund.cause().reason(), "Refund");
    return new Step.Send(
        new CancelRequest(
            paymentKey(held),
            refund.amount(),
            next.balance(),
            tag(refund.id()),
            reason,
            next.key()),
        attempt,
        next.isRepeat());
  }

  private static String paymentKey(Held held) {
    return Objects.requireNonNull(held.payment().reference().paymentKey());
  }

  private static String tag(RefundId id) {
    return "[" + id + "]";
  }

  private Progress sent(Caller caller, RefundId id, Step.Send send, Ending ending) {
    Cancellation answer = provider.cancel(send.request());
    if (send.isRepeat() && answer.outcome() instanceof Cancellation.Rejected rejected) {
      // A rejection of a repeat says nothing about the first request; the record does.
      LookUp found = provider.lookUp(send.request().paymentKey());
      return Progress.of(
          transactions.call(
              caller,
              transaction ->
                  rejected(transaction, id, new Doubted(send, answer, found), ending, rejected)));
    }
    boolean isOver =
        transactions.call(caller, transaction -> settled(transaction, id, send, answer, ending));
    return !isOver && answer.outcome() instanceof Cancellation.OtherBalance
        ? new Progress.Overtaken(send.request().balance())
        : Progress.of(isOver);
  }

  private record Doubted(Step.Send send, Cancellation answer, LookUp found) {}

  private boolean rejected(
      TenantTransaction transaction,
      RefundId id,
      Doubted doubted,
      Ending ending,
      Cancellation.Rejected why) {
    end(transaction, doubted.send().attempt(), doubted.answer());
    Held held = ledger.hold(transaction, id);
    if (held.refund().status().isFinal()
        || !(doubted.found() instanceof LookUp.Found(ProviderRecord record))) {
      return held.refund().status().isFinal();
    }
    Refund ended =
        record
            .cancelTagged(tag(id), held.refund().amount())
            .map(cancel -> ledger.complete(transaction, held, cancel.transactionKey()))
            .orElseGet(() -> ledger.fail(transaction, held, why.code(), why.message()));
    ending.with(transaction, ended);
    return true;
  }

  private boolean settled(
      TenantTransaction transaction,
      RefundId id,
      Step.Send send,
      Cancellation answer,
      Ending ending) {
    end(transaction, send.attempt(), answer);
    Held held = ledger.hold(transaction, id);
    if (held.refund().status().isFinal()) {
      ending.with(transaction, held.refund());
      return true;
    }
    Optional<Refund> ended = applied(transaction, held, send, answer.outcome());
    ended.ifPresent(refund -> ending.with(transaction, refund));
    return ended.isPresent();
  }

  /** The refund as it ended, or empty while it has not. */
  private Optional<Refund> applied(
      TenantTransaction transaction, Held held, Step.Send send, Cancellation.Outcome outcome) {
    return switch (outcome) {
      case Cancellation.Returned(String transactionKey) ->
          Optional.of(ledger.complete(transaction, held, transactionKey));
      case Cancellation.Rejected(String code, String message) ->
          Optional.of(ledger.fail(transaction, held, code, message));
      case Cancellation.NotSent(String cause) -> {
        LOG.warn("refund {} was not sent to the provider: {}", held.refund().id(), cause);
        release(transaction, held, send);
        yield Optional.empty();
      }
      case Cancellation.Misconfigured(String code) -> {
        LOG.error("the provider refuses our configuration: {}", code);
        release(transaction, held, send);
        yield Optional.empty();
      }
      case Cancellation.AlreadyDone _, Cancellation.OtherBalance _, Cancellation.Unknown _ ->
          Optional.empty();
    };
  }

  /** After an earlier request the doubt remains, although this one certainly had no effect. */
  private void release(TenantTransaction transaction, Held held, Step.Send send) {
    if (!send.isRepeat()) {
      ledger.release(transaction, held);
    }
  }

  private Step concluded(TenantTransaction transaction, RefundId id, LookUp found, Ending ending) {
    Held held = ledger.hold(transaction, id);
    if (held.refund().status().isFinal()) {
      ending.with(transaction, held.refund());
      return new Step.Rest(true);
    }
    return switch (found) {
      case LookUp.Found(ProviderRecord record) -> concluded(transaction, held, record, ending);
      case LookUp.Absent() -> {
        LOG.error("the provider does not know the payment of refund {}", id);
        ledger.handOver(transaction, held, "the provider does not know the payment");
        yield new Step.Rest(false);
      }
      case LookUp.Failed(String cause, _) -> {
        LOG.warn("refund {} cannot be looked up: {}", id, cause);
        yield new Step.Rest(false);
      }
    };
  }

  private Step concluded(
      TenantTransaction transaction, Held held, ProviderRecord record, Ending ending) {
    RefundId id = held.refund().id();
    Optional<ProviderRecord.Cancel> cancel = record.cancelTagged(tag(id), held.refund().amount());
    if (cancel.isPresent()) {
      String key = cancel.get().transactionKey();
      ending.with(transaction, ledger.complete(transaction, held, key));
      return new Step.Rest(true);
    }
    return switch (record.status()) {
      case ABORTED, EXPIRED -> {
        String code = "PSP_" + record.status();
        String message = "The provider's record says " + record.status();
        ending.with(transaction, ledger.fail(transaction, held, code, message));
        yield new Step.Rest(true);
      }
      case DONE, CANCELED, PARTIAL_CANCELED -> {
        Optional<Attempts.Last> last = attempts.lastUnder(transaction, id.value());
        String key = RefundKey.afterNoEffect(id, last);
        BigDecimal balance =
            Objects.requireNonNullElse(record.balance(), held.payment().unreturned().amount());
        yield sending(transaction, held, new Sending(key, balance, true));
      }
      case READY, IN_PROGRESS, WAITING_FOR_DEPOSIT -> new Step.Rest(false);
    };
  }

  /** The outcome was looked up for so long that people must find it out. */
  void handOver(Caller caller, RefundId id) {
    LOG.error("MANUAL: the outcome of refund {} is still unknown", id);
    transactions.run(
        caller,
        transaction -> {
          Held held = ledger.hold(transaction, id);
          if (!held.refund().status().isFinal()) {
            ledger.handOver(transaction, held, "no outcome after two days");
          }
        });
  }

  private void end(TenantTransaction transaction, long attempt, Cancellation answer) {
    Attempts.Result result =
        switch (answer.outcome()) {
          case Cancellation.Returned _ -> Attempts.Result.SUCCEEDED;
          case Cancellation.Rejected _, Cancellation.Misconfigured _ -> Attempts.Result.DECLINED;
          case Cancellation.AlreadyDone _,
              Cancellation.OtherBalance _,
              Cancellation.NotSent _,
              Cancellation.Unknown _ ->
              Attempts.Result.UNKNOWN;
        };
    attempts.end(transaction, attempt, result, answer.exchange());
  }
}
