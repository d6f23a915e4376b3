package com.moalog.fluxpay.payment;

import com.moalog.fluxpay.database.TenantTransaction;
import com.moalog.fluxpay.model.IdSource;
import com.moalog.fluxpay.model.Money;
import com.moalog.fluxpay.model.OrderId;
import com.moalog.fluxpay.model.PaymentId;
import com.moalog.fluxpay.order.StoredOrder;
import com.moalog.fluxpay.payment.model.Failure;
import com.moalog.fluxpay.payment.model.Payment;
import com.moalog.fluxpay.payment.model.PaymentKind;
import com.moalog.fluxpay.payment.model.PaymentMethod;
import com.moalog.fluxpay.payment.model.PaymentStatus;
import com.moalog.fluxpay.payment.model.ProviderReference;
import com.moalog.fluxpay.psp.Capture;
import com.moalog.fluxpay.psp.ProviderRecord;
import java.time.Instant;
import java.util.Optional;

/**
 * Payments that charge a stored card: begun before the provider is asked, settled by its answer or
 * its record. Whoever asks the provider is in between, with no transaction open. Thread-safe.
 */
public final class BillingCharges {

  private final Ledger ledger;
  private final PaymentStore store;
  private final Payments payments;
  private final Attempts attempts;
  private final IdSource ids;

  BillingCharges(
      Ledger ledger, PaymentStore store, Payments payments, Attempts attempts, IdSource ids) {
    this.ledger = ledger;
    this.store = store;
    this.payments = payments;
    this.attempts = attempts;
    this.ids = ids;
  }

  /** A try to charge, under the key that the provider knows a repeat by. */
  public record Try(PaymentId payment, long attempt, String idempotencyKey) {}

  /** How the charge stands. */
  public sealed interface Standing {

    /** The money is captured; the order is paid, and locked. */
    record Captured(PaymentId payment, StoredOrder order) implements Standing {}

    /** Definitely not captured; the order is locked. */
    record Declined(Failure why, StoredOrder order) implements Standing {}

    /** Not known, or provably not sent; the charge is tried or looked up again. */
    record Open() implements Standing {}
  }

  /** Begins a charge: payment and intent are stored with the caller's transaction. */
  public Try begin(TenantTransaction transaction, OrderId order, Money amount) {
    Instant now = ledger.now();
    PaymentMethod card = new PaymentMethod(PaymentMethod.Type.CARD, null);
    Payment payment =
        Payment.ready(new PaymentId(ids.next()), order, amount, now)
            .processing(card, now)
            .approved(ProviderReference.NONE, now)
            .confirming(now);
    if (!payments.create(transaction, payment, PaymentKind.BILLING)) {
      throw new IllegalStateException("order " + order + " has a live payment already");
    }
    return attempt(transaction, payment.id(), 1);
  }

  private Try attempt(TenantTransaction transaction, PaymentId payment, int number) {
    String key = "bill-" + payment + "-" + number;
    long attempt = attempts.begin(transaction, payment, Attempts.Operation.BILLING, key);
    return new Try(payment, attempt, key);
  }

  /**
   * Another try after the provider's record showed no effect. The key is a new one only when the
   * try before can have no effect any more: it was answered, or is a minute old.
   *
   * @return empty while the try before may still be on its way, or the charge is over
   */
  public Optional<Try> again(TenantTransaction transaction, PaymentId id) {
    Locked locked = ledger.lock(transaction, id).orElseThrow();
    Attempts.Last last = attempts.last(transaction, id, Attempts.Operation.BILLING).orElseThrow();
    boolean onItsWay = !last.answered() && last.age().compareTo(Reconciliation.ON_ITS_WAY) < 0;
    if (!locked.payment().status().isInFlight() || onItsWay) {
      return Optional.empty();
    }
    boolean over = last.answered() || last.age().compareTo(ConfirmKey.SETTLED_AFTER) >= 0;
    return Optional.of(attempt(transaction, id, over ? last.number() + 1 : last.number()));
  }

  /** Applies the provider's answer to a first try, or to a repeat that a look-up allowed. */
  public Standing settle(TenantTransaction transaction, Try done, Capture capture) {
    Locked locked = ledger.lock(transaction, done.payment()).orElseThrow();
    attempts.end(transaction, done.attempt(), result(capture.outcome()), capture.exchange());
    if (!locked.payment().status().isInFlight()) {
      return standing(locked);
    }
    return switch (capture.outcome()) {
      case Capture.Captured(ProviderRecord record) -> captured(transaction, locked, record);
      case Capture.Declined(String code, String message) ->
          declined(transaction, locked, new Failure(code, message));
      case Capture.NotSent _, Capture.Misconfigured _ -> new Standing.Open();
      case Capture.AlreadyDone _, Capture.AwaitingDeposit _, Capture.Unknown _ ->
          doubted(transaction, locked);
    };
  }

  /** Applies the provider's own record of the charge. */
  public Standing conclude(TenantTransaction transaction, PaymentId id, ProviderRecord record) {
    Locked locked = ledger.lock(transaction, id).orElseThrow();
    if (!locked.payment().status().isInFlight()) {
      return standing(locked);
    }
    if (!record.isFor(new OrderId(id.value()), locked.payment().amount())) {
      return doubted(transaction, locked);
    }
    return switch (record.status()) {
      case DONE -> captured(transaction, locked, record);
      case ABORTED, EXPIRED, CANCELED, PARTIAL_CANCELED ->
          declined(
              transaction,
              locked,
              new Failure("PSP_" + record.status(), "The provider's record says so"));
      case READY, IN_PROGRESS, WAITING_FOR_DEPOSIT -> doubted(transaction, locked);
    };
  }

  /** How the charge stands; an order that is waited for is locked. */
  public Standing standing(TenantTransaction transaction, PaymentId id) {
    return standing(ledger.lock(transaction, id).orElseThrow());
  }

  /** Whether how the charge ended is not known. Locks nothing. */
  public boolean isOpen(TenantTransaction transaction, PaymentId id) {
    return store.find(transaction, id).filter(one -> one.status().isInFlight()).isPresent();
  }

  /** Why the charge failed, if it did. Locks nothing. */
  public Optional<String> failureCode(TenantTransaction transaction, PaymentId id) {
    return store
        .find(transaction, id)
        .flatMap(payment -> Optional.ofNullable(payment.failure()))
        .map(Failure::code);
  }

  private static Standing standing(Locked locked) {
    Failure failure = locked.payment().failure();
    if (failure != null) {
      return new Standing.Declined(failure, locked.order());
    }
    return locked.payment().status().isInFlight()
        ? new Standing.Open()
        : new Standing.Captured(locked.payment().id(), locked.order());
  }

  private Standing captured(TenantTransaction transaction, Locked locked, ProviderRecord record) {
    ledger.confirm(transaction, locked, record);
    return standing(ledger.lock(transaction, locked.payment().id()).orElseThrow());
  }

  private Standing declined(TenantTransaction transaction, Locked locked, Failure why) {
    ledger.fail(transaction, locked, why);
    return new Standing.Declined(why, locked.order());
  }

  private Standing doubted(TenantTransaction transaction, Locked locked) {
    if (locked.payment().status() == PaymentStatus.CONFIRMING) {
      ledger.store(transaction, locked, locked.payment().unknown(ledger.now()));
    }
    return new Standing.Open();
  }

  private static Attempts.Result result(Capture.Outcome outcome) {
    return switch (outcome) {
      case Capture.Captured _, Capture.AwaitingDeposit _ -> Attempts.Result.SUCCEEDED;
      case Capture.Declined _, Capture.Misconfigured _ -> Attempts.Result.DECLINED;
      case Capture.AlreadyDone _, Capture.NotSent _, Capture.Unknown _ -> Attempts.Result.UNKNOWN;
    };
  }
}
