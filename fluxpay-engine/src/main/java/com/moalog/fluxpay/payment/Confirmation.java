package com.moalog.fluxpay.payment;

import com.moalog.fluxpay.database.TenantTransaction;
import com.moalog.fluxpay.database.TenantTransactions;
import com.moalog.fluxpay.http.Answer;
import com.moalog.fluxpay.http.Faults;
import com.moalog.fluxpay.http.RefusedException;
import com.moalog.fluxpay.model.Caller;
import com.moalog.fluxpay.model.Decision;
import com.moalog.fluxpay.model.ErrorCode;
import com.moalog.fluxpay.model.PaymentId;
import com.moalog.fluxpay.model.Waiting;
import com.moalog.fluxpay.payment.model.Payment;
import com.moalog.fluxpay.payment.model.PaymentStatus;
import com.moalog.fluxpay.psp.Capture;
import com.moalog.fluxpay.psp.CaptureRequest;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * Confirmation: the money is captured. The intent is committed before the provider is asked and the
 * outcome after it answered; no transaction is open in between. An outcome that is not known stays
 * unknown until the provider's own record tells. Thread-safe.
 */
final class Confirmation {

  /** Longest time until an answer; a look-up after an unknown outcome must fit into it. */
  static final Duration BUDGET = Duration.ofSeconds(16);

  private static final Duration LOOK_PAUSE = Duration.ofSeconds(1);

  /** Longest time of one call to the provider; none is begun that does not fit into the budget. */
  static final Duration CALL_LIMIT = Duration.ofSeconds(10);

  private final TenantTransactions transactions;
  private final Ledger ledger;
  private final Approval.Provider provider;
  private final Reconciliation reconciliation;
  private final Waiting waiting;

  Confirmation(
      TenantTransactions transactions,
      Ledger ledger,
      Approval.Provider provider,
      Reconciliation reconciliation,
      Waiting waiting) {
    this.transactions = transactions;
    this.ledger = ledger;
    this.provider = provider;
    this.reconciliation = reconciliation;
    this.waiting = waiting;
  }

  /** How the first transaction ended. */
  private sealed interface Opening {

    /** The capture is to be asked for. */
    record Begun(long attempt, CaptureRequest request) implements Opening {}

    /** The session is to be approved first, and the wish has all that this needs. */
    record Unapproved() implements Opening {}

    /** There is nothing to ask. */
    record Over(Answer answer) implements Opening {}

    /**
     * An execution of this very request was cut off; the provider's record tells what it did. When
     * somebody else has asked for it meanwhile, the payment itself tells.
     */
    record CutOff() implements Opening {}
  }

  /**
   * What is wished for.
   *
   * @param repeated what the request repeats of the payment
   * @param start when the call began whose time this takes, as {@link #begin} told
   */
  record Wish(ConfirmPayment repeated, long start) {}

  /** The time of a call begins, which may do something else before the capture. */
  long begin() {
    return waiting.nanoTime();
  }

  /**
   * Captures the payment.
   *
   * @return the answer; empty when the payment is to be approved first, and the wish allows it
   * @throws RefusedException with {@code PAY_005} when nothing was sent, {@code SYS_002} when the
   *     provider is considered down, {@code SYS_003} when too little is left of the call's time;
   *     the payment can be confirmed again. With {@code PAY_003} while somebody else's verification
   *     is under way that this one would do
   */
  Optional<Answer> confirm(Caller caller, PaymentId id, Wish wish, Closing closing) {
    if (!provider.calls().isAvailable()) {
      throw RefusedException.retryLater(ErrorCode.SYS_002, Faults.RETRY_AFTER);
    }
    if (left(wish).compareTo(CALL_LIMIT) < 0) {
      throw RefusedException.of(ErrorCode.SYS_003);
    }
    Opening opening =
        transactions.call(caller, transaction -> open(transaction, id, wish.repeated(), closing));
    return switch (opening) {
      case Opening.Over(Answer answer) -> Optional.of(answer);
      case Opening.Unapproved() -> Optional.empty();
      case Opening.CutOff() -> Optional.of(looked(caller, id, wish, closing));
      case Opening.Begun(long attempt, CaptureRequest request) -> {
        Capture capture = provider.calls().capture(request, left(wish));
        Optional<Answer> settled =
            transactions.call(
                caller, transaction -> settle(transaction, id, attempt, capture, closing));
        yield settled.or(() -> Optional.of(afterDoubt(caller, id, wish, closing)));
      }
    };
  }

  private Duration left(Wish wish) {
    return BUDGET.minusNanos(waiting.nanoTime() - wish.start());
  }

  private Opening open(
      TenantTransaction transaction, PaymentId id, ConfirmPayment wish, Closing closing) {
    Optional<Locked> locked = ledger.lock(transaction, id);
    if (locked.isPresent() && closing.begun().isPresent()) {
      Payment payment = locked.get().payment();
      return payment.status().isInFlight()
          ? new Opening.CutOff()
          : new Opening.Over(closing.close(transaction, payment));
    }
    if (locked.isPresent() && isToBeApproved(locked.get().payment(), wish)) {
      return new Opening.Unapproved();
    }
    Optional<ErrorCode> refusal =
        locked.isEmpty() ? Optional.of(ErrorCode.PAY_001) : refusal(locked.get().payment(), wish);
    if (refusal.isPresent()) {
      return new Opening.Over(closing.close(transaction, Decision.refused(refusal.get())));
    }
    Payment confirming =
        ledger.begin(transaction, locked.get(), locked.get().payment().confirming(ledger.now()));
    return begun(transaction, confirming, closing);
  }

  private static boolean isToBeApproved(Payment payment, ConfirmPayment wish) {
    if (wish.isComplete() && payment.status() == PaymentStatus.PROCESSING) {
      throw RefusedException.of(ErrorCode.PAY_003);
    }
    return wish.isComplete() && payment.status() == PaymentStatus.READY && wish.agreesWith(payment);
  }

  private static Optional<ErrorCode> refusal(Payment payment, ConfirmPayment wish) {
    if (payment.status().isInFlight()) {
      return Optional.of(ErrorCode.PAY_003);
    }
    if (payment.status() != PaymentStatus.APPROVED) {
      boolean contradicts = wish.isComplete() && payment.status() == PaymentStatus.READY;
      return Optional.of(contradicts ? ErrorCode.PAY_002 : ErrorCode.PAY_006);
    }
    return wish.agreesWith(payment) && !wish.namesOtherSessionThan(payment)
        ? Optional.empty()
        : Optional.of(ErrorCode.PAY_002);
  }

  private Opening begun(TenantTransaction transaction, Payment payment, Closing closing) {
    Optional<Attempts.Last> last = provider.attempts().lastConfirm(transaction, payment.id());
    // The payment is APPROVED, so an answered request before this one was refused for our own
    // mistake: the provider would repeat that refusal under the same key.
    String key =
        last.filter(Attempts.Last::answered).isPresent()
            ? ConfirmKey.afterNoEffect(payment.id(), last)
            : ConfirmKey.repeated(payment.id(), last);
    long attempt =
        provider.attempts().begin(transaction, payment.id(), Attempts.Operation.CONFIRM, key);
    closing.begin(transaction, attempt);
    String paymentKey = Objects.requireNonNull(payment.reference().paymentKey());
    return new Opening.Begun(
        attempt, new CaptureRequest(paymentKey, payment.orderId(), payment.amount(), key));
  }

  /** Empty when the outcome is not known. */
  private Optional<Answer> settle(
      TenantTransaction transaction, PaymentId id, long attempt, Capture capture, Closing closing) {
    Locked locked = ledger.lock(transaction, id).orElseThrow();
    reconciliation.end(transaction, attempt, capture);
    Optional<Payment> payment =
        locked.payment().status() == PaymentStatus.CONFIRMING
            ? reconciliation.apply(transaction, locked, capture.outcome())
            : Optional.of(locked.payment());
    return payment.map(known ->
        known.status() == PaymentStatus.APPROVED
            ? closing.unsent(transaction)
            : closing.close(transaction, known));
  }

  private Answer afterDoubt(Caller caller, PaymentId id, Wish wish, Closing closing) {
    if (left(wish).compareTo(LOOK_PAUSE.plus(CALL_LIMIT)) > 0) {
      waiting.pause(LOOK_PAUSE);
      return looked(caller, id, wish, closing);
    }
    return answered(caller, id, closing);
  }

  private Answer looked(Caller caller, PaymentId id, Wish wish, Closing closing) {
    reconciliation.look(caller, id, () -> left(wish));
    return answered(caller, id, closing);
  }

  private Answer answered(Caller caller, PaymentId id, Closing closing) {
    return transactions.call(
        caller,
        transaction ->
            closing.close(transaction, ledger.lock(transaction, id).orElseThrow().payment()));
  }
}
