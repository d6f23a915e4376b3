package com.moalog.fluxpay.payment;

import com.moalog.fluxpay.database.TenantTransaction;
import com.moalog.fluxpay.database.TenantTransactions;
import com.moalog.fluxpay.http.Answer;
import com.moalog.fluxpay.http.RefusedException;
import com.moalog.fluxpay.model.Caller;
import com.moalog.fluxpay.model.Decision;
import com.moalog.fluxpay.model.ErrorCode;
import com.moalog.fluxpay.model.PaymentId;
import com.moalog.fluxpay.payment.model.Failure;
import com.moalog.fluxpay.payment.model.Payment;
import com.moalog.fluxpay.payment.model.PaymentMethod;
import com.moalog.fluxpay.payment.model.PaymentStatus;
import com.moalog.fluxpay.payment.model.ProviderReference;
import com.moalog.fluxpay.psp.Exchange;
import com.moalog.fluxpay.psp.LookUp;
import com.moalog.fluxpay.psp.PaymentProvider;
import com.moalog.fluxpay.psp.ProviderRecord;
import com.moalog.fluxpay.psp.SessionOpener;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Approval: the session that the customer authenticated at the provider is verified to be for this
 * order and amount. No money moves. Thread-safe.
 */
final class Approval {

  private final TenantTransactions transactions;
  private final Ledger ledger;
  private final PaymentStore store;
  private final Provider provider;
  private final PaymentSettings settings;

  Approval(
      TenantTransactions transactions,
      Ledger ledger,
      PaymentStore store,
      Provider provider,
      PaymentSettings settings) {
    this.transactions = transactions;
    this.ledger = ledger;
    this.store = store;
    this.provider = provider;
    this.settings = settings;
  }

  /** The provider, and where calls to it are written down. */
  record Provider(PaymentProvider calls, SessionOpener sessions, Attempts attempts) {}

  /** How the first transaction ended. */
  private sealed interface Opening {

    /** The session is to be verified. */
    record Begun(Payment payment, long attempt) implements Opening {}

    /** There is nothing to verify. */
    record Over(Ended ended) implements Opening {}
  }

  /** How an approval ended, and the answer that tells it. */
  record Ended(Decision<Payment> decision, Answer answer) {

    private static Ended with(
        TenantTransaction transaction, Decision<Payment> decision, Closing closing) {
      return new Ended(decision, closing.close(transaction, decision));
    }

    private static Ended with(TenantTransaction transaction, Payment payment, Closing closing) {
      return with(transaction, Decision.accepted(payment), closing);
    }
  }

  /** What verification found. */
  private sealed interface Verdict {

    record Valid(ProviderReference session, Optional<PaymentMethod> method) implements Verdict {

      Valid(ProviderReference session) {
        this(session, Optional.empty());
      }
    }

    record Invalid(Failure why) implements Verdict {}

    record Inconclusive(ErrorCode code) implements Verdict {}
  }

  /**
   * Approves the payment.
   *
   * @throws RefusedException with {@code PAY_005}, {@code SYS_003} or, with too many calls under
   *     way, {@code SYS_002} when verification was inconclusive; the payment is READY again
   */
  Ended approve(Caller caller, PaymentId id, ApprovePayment wish, Closing closing) {
    Opening opening =
        transactions.call(caller, transaction -> open(transaction, id, wish, closing));
    return switch (opening) {
      case Opening.Over(Ended ended) -> ended;
      case Opening.Begun begun -> {
        Verdict verdict = verified(begun.payment(), wish);
        yield transactions
            .call(caller, transaction -> close(transaction, begun, verdict, closing))
            .orElseThrow(() -> refusal(verdict));
      }
    };
  }

  private Opening open(
      TenantTransaction transaction, PaymentId id, ApprovePayment wish, Closing closing) {
    Optional<Locked> locked = ledger.lock(transaction, id);
    if (locked.isEmpty()) {
      return new Opening.Over(
          Ended.with(transaction, Decision.refused(ErrorCode.PAY_001), closing));
    }
    Payment payment = locked.get().payment();
    if (isOwn(transaction, payment, closing)) {
      switch (payment.status()) {
        case READY -> {}
        // The verification that was cut off moved no money and is begun anew.
        case PROCESSING -> payment = payment.reopened(ledger.now());
        case APPROVED, CONFIRMING, UNKNOWN, CONFIRMED, PARTIALLY_REFUNDED, REFUNDED, FAILED -> {
          return new Opening.Over(Ended.with(transaction, payment, closing));
        }
      }
    }
    Optional<ErrorCode> refusal = refusal(payment, wish);
    if (refusal.isPresent()) {
      return new Opening.Over(Ended.with(transaction, Decision.refused(refusal.get()), closing));
    }
    Payment processing = payment.processing(wish.method(), ledger.now());
    ledger.begin(transaction, locked.get(), processing);
    long attempt = provider.attempts().begin(transaction, id, Attempts.Operation.VERIFY, "");
    closing.begin(transaction, attempt);
    return new Opening.Begun(processing, attempt);
  }

  /** Whether the newest verification is one of this very request that was cut off. */
  private boolean isOwn(TenantTransaction transaction, Payment payment, Closing closing) {
    return closing
        .begun()
        .filter(own ->
            provider.attempts().isLatest(transaction, payment.id(), Attempts.Operation.VERIFY, own))
        .isPresent();
  }

  private Optional<ErrorCode> refusal(Payment payment, ApprovePayment wish) {
    if (payment.status().isInFlight()) {
      return Optional.of(ErrorCode.PAY_003);
    }
    if (payment.status() != PaymentStatus.READY) {
      return Optional.of(ErrorCode.PAY_006);
    }
    boolean methodMayDo =
        switch (wish.session()) {
          // Only the provider's record tells the method, and without verification nobody reads it.
          case ApprovePayment.Session.Telling _ -> settings.verifyingOnApprove();
          case ApprovePayment.Session.Named _, ApprovePayment.Session.OpenedOnTheSpot _ ->
              settings.methods().contains(wish.method().type());
        };
    return methodMayDo && settings.currencies().contains(payment.amount().currency())
        ? Optional.empty()
        : Optional.of(ErrorCode.PAY_004);
  }

  private Verdict verified(Payment payment, ApprovePayment wish) {
    Optional<String> key =
        switch (wish.session()) {
          case ApprovePayment.Session.Named(String named) -> Optional.of(named);
          case ApprovePayment.Session.Telling(String named) -> Optional.of(named);
          case ApprovePayment.Session.OpenedOnTheSpot() ->
              provider
                  .sessions()
                  .open(payment.orderId(), payment.amount(), wish.method().type().name());
        };
    if (key.isEmpty()) {
      return new Verdict.Inconclusive(ErrorCode.PAY_005);
    }
    if (!settings.verifyingOnApprove()) {
      return new Verdict.Valid(new ProviderReference(key.get(), null, null));
    }
    return switch (provider.calls().lookUp(key.get())) {
      case LookUp.Found(ProviderRecord record) ->
          told(judged(payment, key.get(), record), record, wish);
      case LookUp.Absent() ->
          new Verdict.Invalid(
              new Failure("PSP_SESSION_NOT_FOUND", "The provider knows no such session"));
      case LookUp.Failed(_, LookUp.Failed.Why why) ->
          new Verdict.Inconclusive(
              switch (why) {
                case UNREACHABLE -> ErrorCode.PAY_005;
                case TIMED_OUT -> ErrorCode.SYS_003;
                case CROWDED -> ErrorCode.SYS_002;
              });
    };
  }

  /** A valid session also tells how the customer pays, where the client did not. */
  private Verdict told(Verdict verdict, ProviderRecord record, ApprovePayment wish) {
    if (!(verdict instanceof Verdict.Valid valid)
        || !(wish.session() instanceof ApprovePayment.Session.Telling)) {
      return verdict;
    }
    ProviderRecord.@Nullable Method told = record.method();
    if (told == null) {
      return new Verdict.Inconclusive(ErrorCode.PAY_004);
    }
    PaymentMethod method =
        new PaymentMethod(PaymentMethod.Type.valueOf(told.type()), told.provider());
    return settings.methods().contains(method.type())
        ? new Verdict.Valid(valid.session(), Optional.of(method))
        : new Verdict.Inconclusive(ErrorCode.PAY_004);
  }

  /** A session that is captured already is approved: the confirm finds the capture. */
  private static Verdict judged(Payment payment, String key, ProviderRecord record) {
    if (!record.isFor(payment.orderId(), payment.amount())) {
      return new Verdict.Invalid(
          new Failure("PSP_SESSION_MISMATCH", "The session is for another order or amount"));
    }
    return switch (record.status()) {
      case IN_PROGRESS, DONE ->
          new Verdict.Valid(
              new ProviderReference(key, record.transactionKey(), record.receiptUrl()));
      case READY, WAITING_FOR_DEPOSIT -> new Verdict.Inconclusive(ErrorCode.PAY_005);
      case ABORTED, EXPIRED, CANCELED, PARTIAL_CANCELED ->
          new Verdict.Invalid(
              new Failure("PSP_SESSION_" + record.status(), "The session is " + record.status()));
    };
  }

  /** Empty when the client must try again. */
  private Optional<Ended> close(
      TenantTransaction transaction, Opening.Begun begun, Verdict verdict, Closing closing) {
    Locked locked = ledger.lock(transaction, begun.payment().id()).orElseThrow();
    if (locked.payment().status() != PaymentStatus.PROCESSING) {
      return Optional.of(Ended.with(transaction, locked.payment(), closing));
    }
    return switch (available(transaction, locked.payment(), verdict)) {
      case Verdict.Valid(ProviderReference session, Optional<PaymentMethod> method) -> {
        end(transaction, begun, Attempts.Result.SUCCEEDED);
        Payment verified = locked.payment().approved(session, ledger.now());
        Payment approved = method.map(verified::paidBy).orElse(verified);
        yield Optional.of(
            Ended.with(transaction, ledger.settle(transaction, locked, approved), closing));
      }
      case Verdict.Invalid(Failure why) -> {
        end(transaction, begun, Attempts.Result.DECLINED);
        yield Optional.of(Ended.with(transaction, ledger.fail(transaction, locked, why), closing));
      }
      case Verdict.Inconclusive(_) -> {
        end(transaction, begun, Attempts.Result.UNKNOWN);
        ledger.settle(transaction, locked, locked.payment().reopened(ledger.now()));
        closing.undo(transaction);
        yield Optional.empty();
      }
    };
  }

  /** A session belongs to one payment for ever, even when that payment failed. */
  private Verdict available(TenantTransaction transaction, Payment payment, Verdict verdict) {
    boolean taken =
        verdict instanceof Verdict.Valid(ProviderReference session, _)
            && session.paymentKey() != null
            && store.isKeyTaken(transaction, session.paymentKey(), payment.id());
    return taken
        ? new Verdict.Invalid(
            new Failure("PSP_SESSION_USED", "The session belongs to another payment"))
        : verdict;
  }

  private void end(TenantTransaction transaction, Opening.Begun begun, Attempts.Result result) {
    provider.attempts().end(transaction, begun.attempt(), result, Exchange.NO_ANSWER);
  }

  private static RefusedException refusal(Verdict verdict) {
    return RefusedException.of(
        verdict instanceof Verdict.Inconclusive(ErrorCode code) ? code : ErrorCode.PAY_005);
  }
}
