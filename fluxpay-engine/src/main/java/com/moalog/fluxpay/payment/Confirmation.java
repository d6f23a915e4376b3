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
  private static final Duration LOOK_LIMIT = Duration.ofSeconds(10);

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

    /** There is nothing to ask. */
    record Over(Answer answer) implements Opening {}

    /**
     * An execution of this very request was cut off; the provider's record tells what it did. When
     * somebody else has asked for it meanwhile, the payment itself tells.
     */
    record CutOff() implements Opening {}
  }

  /**
   * Captures the payment.
   *
   * @throws RefusedException with {@code PAY_005} when nothing was sent, {@code SYS_002} when the
   *     provider is considered down; the payment can be confirmed again
   */
  Answer confirm(Caller caller, PaymentId id, ConfirmPayment wish, Closing closing) {
    long start = waiting.nanoTime();
    if (!provider.calls().isAvailable()) {
      throw RefusedException.retryLater(ErrorCode.SYS_002, Faults.RETRY_AFTER);
    }
    Opening opening =
        transactions.call(caller, transaction -> open(transaction, id, wish, closing));
    return switch (opening) {
      case Opening.Over(Answer answer) -> answer;
      case Opening.CutOff() -> looked(caller, id, closing);
      case Opening.Begun(long attempt, CaptureRequest request) -> {
        Capture capture = provider.calls().capture(request);
        yield transactions
            .call(caller, transaction -> settle(transaction, id, attempt, capture, closing))
            .orElseGet(() -> afterDoubt(caller, id, start, closing));
      }
    };
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
    Optional<ErrorCode> refusal =
        locked.isEmpty() ? Optional.of(ErrorCode.PAY_001) : refusal(locked.get().payment(), wish);
    if (refusal.isPresent()) {
      return new Opening.Over(closing.close(transaction, Decision.refused(refusal.get())));
    }
    Payment confirming =
        ledger.begin(transaction, locked.get(), locked.get().payment().confirming(ledger.now()));
    return begun(transaction, confirming, closing);
  }

  private static Optional<ErrorCode> refusal(Payment payment, ConfirmPayment wish) {
    if (payment.status().isInFlight()) {
      return Optional.of(ErrorCode.PAY_003);
    }
    if (payment.status() != PaymentStatus.APPROVED) {
      return Optional.of(ErrorCode.PAY_006);
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

  private Answer afterDoubt(Caller caller, PaymentId id, long start, Closing closing) {
    Duration left = BUDGET.minusNanos(waiting.nanoTime() - start);
    if (left.compareTo(LOOK_PAUSE.plus(LOOK_LIMIT)) > 0) {
      waiting.pause(LOOK_PAUSE);
      return looked(caller, id, closing);
    }
    return answered(caller, id, closing);
  }

  private Answer looked(Caller caller, PaymentId id, Closing closing) {
    reconciliation.look(caller, id);
    return answered(caller, id, closing);
  }

  private Answer answered(Caller caller, PaymentId id, Closing closing) {
    return transactions.call(
        caller,
        transaction ->
            closing.close(transaction, ledger.lock(transaction, id).orElseThrow().payment()));
  }
}
