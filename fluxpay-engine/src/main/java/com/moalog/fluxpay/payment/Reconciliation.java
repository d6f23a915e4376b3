package com.moalog.fluxpay.payment;

import com.moalog.fluxpay.database.TenantTransaction;
import com.moalog.fluxpay.database.TenantTransactions;
import com.moalog.fluxpay.model.Caller;
import com.moalog.fluxpay.model.PaymentId;
import com.moalog.fluxpay.payment.model.Failure;
import com.moalog.fluxpay.payment.model.Payment;
import com.moalog.fluxpay.payment.model.PaymentStatus;
import com.moalog.fluxpay.psp.Capture;
import com.moalog.fluxpay.psp.CaptureRequest;
import com.moalog.fluxpay.psp.LookUp;
import com.moalog.fluxpay.psp.ProviderRecord;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out what became of a payment whose outcome is not known. The provider's own record decides,
 * never a guess. Thread-safe, also against other instances: each step locks the payment and looks
 * at it afresh.
 */
final class Reconciliation implements PaymentInquiry {

  /** A request younger than this may still be on its way, so its effect is not asked for again. */
  static final Duration ON_ITS_WAY = Duration.ofSeconds(20);

  /** A session that the provider does not know by then was never captured. */
  static final Duration ABSENT_AFTER = Duration.ofMinutes(10);

  /** Once more after a session was given up as unknown to the provider. */
  private static final Duration LATE_LOOK = Duration.ofHours(1);

  private static final String ORDER_PAID = "The provider took money for this order before";

  private static final Logger LOG = LoggerFactory.getLogger(Reconciliation.class);

  private final TenantTransactions transactions;
  private final Ledger ledger;
  private final Approval.Provider provider;
  private final OpenQuestions questions;

  Reconciliation(
      TenantTransactions transactions,
      Ledger ledger,
      Approval.Provider provider,
      OpenQuestions questions) {
    this.transactions = transactions;
    this.questions = questions;
    this.ledger = ledger;
    this.provider = provider;
  }

  /** What is to be done about a payment. */
  private sealed interface Opening {

    /** Its outcome is known. */
    record Known() implements Opening {}

    /** Its verification may still be on its way. */
    record Young() implements Opening {}

    /** It must be looked up. */
    record Open(Payment payment) implements Opening {}
  }

  /**
   * Looks the payment up at the provider and draws the conclusion.
   *
   * @return whether the outcome is known now
   */
  @Override
  public boolean look(Caller caller, PaymentId id) {
    return look(caller, id, () -> Confirmation.BUDGET);
  }

  /**
   * Looks as {@link #look(Caller, PaymentId)} does for somebody who waits.
   *
   * @param left how much longer the caller waits, measured afresh at each call; the capture is not
   *     asked for again when it is less than that may take
   */
  boolean look(Caller caller, PaymentId id, Supplier<Duration> left) {
    return switch (transactions.call(caller, transaction -> opened(transaction, id))) {
      case Opening.Known() -> true;
      case Opening.Young() -> false;
      case Opening.Open(Payment payment) -> looked(caller, payment, left);
    };
  }

  private boolean looked(Caller caller, Payment payment, Supplier<Duration> left) {
    PaymentId id = payment.id();
    String key = payment.reference().paymentKey();
    if (key == null) {
      // A charge of a billing key is looked up by its subscription, which can repeat it.
      return false;
    }
    LookUp found = provider.calls().lookUp(key);
    if (found instanceof LookUp.Found(ProviderRecord record)
        && record.status() == ProviderRecord.Status.IN_PROGRESS
        && record.isFor(payment.orderId(), payment.amount())
        && isEnough(left)) {
      return resend(caller, id, left);
    }
    return transactions.call(caller, transaction -> conclude(transaction, id, found));
  }

  private static boolean isEnough(Supplier<Duration> left) {
    return left.get().compareTo(Confirmation.CALL_LIMIT) >= 0;
  }

  /** A verification that was cut off moved no money and is simply undone. */
  private Opening opened(TenantTransaction transaction, PaymentId id) {
    Locked locked = ledger.lock(transaction, id).orElseThrow();
    return switch (locked.payment().status()) {
      case CONFIRMING, UNKNOWN -> new Opening.Open(locked.payment());
      case PROCESSING -> {
        Duration age = Duration.between(locked.payment().times().updatedAt(), ledger.now());
        if (age.compareTo(ON_ITS_WAY) < 0) {
          yield new Opening.Young();
        }
        ledger.settle(transaction, locked, locked.payment().reopened(ledger.now()));
        yield new Opening.Known();
      }
      case FAILED -> {
        ledger.watchFailed(transaction, id, Duration.ZERO);
        yield new Opening.Known();
      }
      case READY, APPROVED, CONFIRMED, PARTIALLY_REFUNDED, REFUNDED -> new Opening.Known();
    };
  }

  private boolean conclude(TenantTransaction transaction, PaymentId id, LookUp found) {
    Locked locked = ledger.lock(transaction, id).orElseThrow();
    if (!locked.payment().status().isInFlight()) {
      return true;
    }
    boolean isKnown =
        switch (found) {
          case LookUp.Found(ProviderRecord record) -> concluded(transaction, locked, record);
          case LookUp.Absent() -> absent(transaction, locked);
          case LookUp.Failed(String cause, _) -> {
            LOG.warn("payment {} cannot be looked up: {}", id, cause);
            yield doubt(transaction, locked);
          }
        };
    if (isKnown) {
      questions.answer(transaction, id, null, ledger.now());
    }
    return isKnown;
  }

  /** The outcome was looked up for so long that people must find it out. */
  void handOver(Caller caller, PaymentId id) {
    LOG.error("MANUAL: the outcome of payment {} is still unknown", id);
    transactions.run(
        caller,
        transaction -> {
          Payment payment = ledger.lock(transaction, id).orElseThrow().payment();
          if (payment.status().isInFlight()) {
            ask(transaction, OpenQuestions.Kind.MANUAL, payment, "no outcome after two days");
          }
        });
  }

  private void ask(
      TenantTransaction transaction, OpenQuestions.Kind kind, Payment payment, String found) {
    questions.ask(
        transaction, new OpenQuestions.Question(kind, payment, null, found), ledger.now());
  }

  private boolean concluded(TenantTransaction transaction, Locked locked, ProviderRecord record) {
    if (!record.isFor(locked.payment().orderId(), locked.payment().amount())) {
      LOG.error(
          "AMOUNT_MISMATCH: the provider's record of payment {} is for another order or amount",
          locked.payment().id());
      String found = record.orderId() + " " + record.amount() + " " + record.currency();
      ask(transaction, OpenQuestions.Kind.AMOUNT_MISMATCH, locked.payment(), found);
      return doubt(transaction, locked);
    }
    return switch (record.status()) {
      case DONE -> {
        ledger.confirm(transaction, locked, record);
        yield true;
      }
      case READY, IN_PROGRESS -> doubt(transaction, locked);
      case WAITING_FOR_DEPOSIT -> {
        ledger.await(transaction, locked, record);
        yield false;
      }
      case ABORTED, EXPIRED -> fail(transaction, locked, "PSP_" + record.status());
      case CANCELED, PARTIAL_CANCELED -> fail(transaction, locked, "PSP_CANCELED");
    };
  }

  private boolean absent(TenantTransaction transaction, Locked locked) {
    boolean longAgo =
        provider
            .attempts()
            .lastConfirm(transaction, locked.payment().id())
            .filter(last -> last.age().compareTo(ABSENT_AFTER) <= 0)
            .isEmpty();
    if (!longAgo) {
      return doubt(transaction, locked);
    }
    ledger.watchFailed(transaction, locked.payment().id(), LATE_LOOK);
    return fail(transaction, locked, "PSP_NOT_FOUND");
  }

  private boolean fail(TenantTransaction transaction, Locked locked, String code) {
    ledger.fail(
        transaction, locked, new Failure(code, "The provider's record says " + code.substring(4)));
    return true;
  }

  private boolean doubt(TenantTransaction transaction, Locked locked) {
    if (locked.payment().status() == PaymentStatus.CONFIRMING) {
      ledger.store(transaction, locked, locked.payment().unknown(ledger.now()));
    }
    return false;
  }

  /** The provider's record shows no effect, so the capture is asked for again. */
  private boolean resend(Caller caller, PaymentId id, Supplier<Duration> left) {
    Optional<Resending> resending =
        transactions.call(caller, transaction -> resending(transaction, id));
    if (resending.isEmpty()) {
      return false;
    }
    Capture capture = provider.calls().capture(resending.get().request(), left.get());
    return switch (capture.outcome()) {
      case Capture.Captured _ -> ended(caller, id, resending.get(), capture);
      // A decline of a repeat says nothing about the first request; the record does.
      case Capture.Declined(String code, String message) when isEnough(left) ->
          declined(caller, id, resending.get(), capture, new Failure(code, message));
      case Capture.AlreadyDone(String code, boolean orderPaid) when orderPaid && isEnough(left) ->
          declined(caller, id, resending.get(), capture, new Failure(code, ORDER_PAID));
      case Capture.AlreadyDone _,
          Capture.AwaitingDeposit _,
          Capture.Declined _,
          Capture.Misconfigured _,
          Capture.NotSent _,
          Capture.Unknown _ -> {
        ended(caller, id, resending.get(), capture);
        yield false;
      }
    };
  }

  private record Resending(long attempt, CaptureRequest request) {}

  private Optional<Resending> resending(TenantTransaction transaction, PaymentId id) {
    Locked locked = ledger.lock(transaction, id).orElseThrow();
    Payment payment = locked.payment();
    Optional<Attempts.Last> last = provider.attempts().lastConfirm(transaction, id);
    boolean onItsWay =
        last.filter(attempt -> !attempt.answered())
            .filter(attempt -> attempt.age().compareTo(ON_ITS_WAY) < 0)
            .isPresent();
    if (!payment.status().isInFlight() || onItsWay) {
      return Optional.empty();
    }
    doubt(transaction, locked);
    String key = ConfirmKey.afterNoEffect(id, last);
    long attempt = provider.attempts().begin(transaction, id, Attempts.Operation.CONFIRM, key);
    String paymentKey = Objects.requireNonNull(payment.reference().paymentKey());
    return Optional.of(
        new Resending(
            attempt, new CaptureRequest(paymentKey, payment.orderId(), payment.amount(), key)));
  }

  private boolean ended(Caller caller, PaymentId id, Resending resending, Capture capture) {
    return transactions.call(
        caller,
        transaction -> {
          Locked locked = ledger.lock(transaction, id).orElseThrow();
          end(transaction, resending.attempt(), capture);
          if (locked.payment().status().isInFlight()
              && capture.outcome() instanceof Capture.Captured(ProviderRecord record)) {
            ledger.confirm(transaction, locked, record);
            return true;
          }
          return !locked.payment().status().isInFlight();
        });
  }

  private boolean declined(
      Caller caller, PaymentId id, Resending resending, Capture capture, Failure why) {
    LookUp found = provider.calls().lookUp(resending.request().paymentKey());
    return transactions.call(
        caller,
        transaction -> {
          end(transaction, resending.attempt(), capture);
          Locked locked = ledger.lock(transaction, id).orElseThrow();
          boolean noEffect =
              found instanceof LookUp.Found(ProviderRecord record)
                  && record.status() == ProviderRecord.Status.IN_PROGRESS;
          if (locked.payment().status().isInFlight() && noEffect) {
            if (capture.outcome() instanceof Capture.AlreadyDone) {
              // Whichever payment that money was taken for, it is looked for and given back.
              ledger.watchOthers(transaction, locked);
              ledger.watchFailed(transaction, id, LATE_LOOK);
            }
            ledger.fail(transaction, locked, why);
            return true;
          }
          return conclude(transaction, id, found);
        });
  }

  /** Writes down what was concluded from the provider's answer. */
  void end(TenantTransaction transaction, long attempt, Capture capture) {
    Attempts.Result result =
        switch (capture.outcome()) {
          case Capture.Captured _, Capture.AwaitingDeposit _ -> Attempts.Result.SUCCEEDED;
          case Capture.Declined _, Capture.Misconfigured _ -> Attempts.Result.DECLINED;
          case Capture.AlreadyDone _, Capture.NotSent _, Capture.Unknown _ ->
              Attempts.Result.UNKNOWN;
        };
    provider.attempts().end(transaction, attempt, result, capture.exchange());
  }

  /**
   * Applies the outcome of a first confirm to a CONFIRMING payment.
   *
   * @return the payment, or empty when its outcome is not known
   */
  Optional<Payment> apply(TenantTransaction transaction, Locked locked, Capture.Outcome outcome) {
    return switch (outcome) {
      case Capture.Captured(ProviderRecord record) ->
          Optional.of(ledger.confirm(transaction, locked, record));
      case Capture.AwaitingDeposit(ProviderRecord record) ->
          Optional.of(ledger.await(transaction, locked, record));
      case Capture.Declined(String code, String message) ->
          Optional.of(ledger.fail(transaction, locked, new Failure(code, message)));
      case Capture.NotSent(String cause) -> {
        LOG.warn("payment {} was not sent to the provider: {}", locked.payment().id(), cause);
        yield Optional.of(released(transaction, locked));
      }
      case Capture.Misconfigured(String code) -> {
        LOG.error("the provider refuses our configuration: {}", code);
        yield Optional.of(released(transaction, locked));
      }
      case Capture.AlreadyDone _, Capture.Unknown _ -> {
        ledger.doubt(transaction, locked);
        yield Optional.empty();
      }
    };
  }

  private Payment released(TenantTransaction transaction, Locked locked) {
    return ledger.settle(transaction, locked, locked.payment().released(ledger.now()));
  }
}
