package com.moalog.fluxpay.refund;

import com.moalog.fluxpay.database.TenantTransaction;
import com.moalog.fluxpay.database.TenantTransactions;
import com.moalog.fluxpay.model.Caller;
import com.moalog.fluxpay.model.Decision;
import com.moalog.fluxpay.model.ErrorCode;
import com.moalog.fluxpay.model.IdSource;
import com.moalog.fluxpay.model.Money;
import com.moalog.fluxpay.model.PaymentId;
import com.moalog.fluxpay.order.RefundsOfOrder;
import com.moalog.fluxpay.order.StoredOrder;
import com.moalog.fluxpay.payment.Locked;
import com.moalog.fluxpay.payment.RefundablePayments;
import com.moalog.fluxpay.payment.model.Payment;
import com.moalog.fluxpay.payment.model.PaymentStatus;
import com.moalog.fluxpay.refund.model.Initiator;
import com.moalog.fluxpay.refund.model.Refund;
import com.moalog.fluxpay.refund.model.RefundId;
import com.moalog.fluxpay.task.TaskKind;
import com.moalog.fluxpay.task.Tasks;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether money may go back, and reserves it on the payment: after that nobody else can
 * refund the same amount. Thread-safe.
 */
final class RefundDesk implements RefundsOfOrder, SubscriptionRefunds {

  /** When a refund whose process died is looked after. */
  static final Duration RECOVERY_DELAY = Duration.ofSeconds(20);

  private final TenantTransactions transactions;
  private final RefundablePayments payments;
  private final RefundStore store;
  private final Refunds refunds;
  private final Surroundings surroundings;

  RefundDesk(
      TenantTransactions transactions,
      RefundablePayments payments,
      RefundStore store,
      Refunds refunds,
      Surroundings surroundings) {
    this.transactions = transactions;
    this.payments = payments;
    this.store = store;
    this.refunds = refunds;
    this.surroundings = surroundings;
  }

  /** What is passed in from outside. */
  record Surroundings(
      RefundSettings settings, Tasks tasks, IdSource ids, Entitlement entitlement) {}

  Optional<Refund> find(Caller caller, RefundId id) {
    return transactions.call(caller, transaction -> store.find(transaction, id));
  }

  /** The payment's refunds, or empty when there is no such payment. */
  Optional<List<Refund>> of(Caller caller, PaymentId payment) {
    return transactions.call(
        caller,
        transaction ->
            payments.isKnown(transaction, payment)
                ? Optional.of(store.of(transaction, payment))
                : Optional.empty());
  }

  /** Reserves what a client wants back, and takes back what the money bought. */
  Decision<Refund> reserve(TenantTransaction transaction, CreateRefund wish) {
    Optional<Locked> locked = payments.lock(transaction, wish.payment());
    if (locked.isEmpty()) {
      return Decision.refused(ErrorCode.PAY_001);
    }
    Optional<ErrorCode> refusal = refusal(transaction, locked.get().payment(), wish.amount());
    if (refusal.isPresent()) {
      return Decision.refused(refusal.get());
    }
    Refund.Cause cause = new Refund.Cause(Initiator.CLIENT, wish.reason());
    return unspent(
        transaction, locked.get(), requested(locked.get(), wish.amount(), cause), RECOVERY_DELAY);
  }

  private Optional<ErrorCode> refusal(
      TenantTransaction transaction, Payment payment, Money amount) {
    if (!isRefundable(payment)) {
      return Optional.of(ErrorCode.PAY_010);
    }
    Instant confirmed = payment.times().confirmedAt();
    if (confirmed == null
        || payments.now().isAfter(confirmed.plus(surroundings.settings().period()))) {
      return Optional.of(ErrorCode.PAY_008);
    }
    if (amount.amount().compareTo(payment.refundable().amount()) > 0) {
      return Optional.of(ErrorCode.PAY_007);
    }
    if (store.countLive(transaction, payment.id()) >= surroundings.settings().most()) {
      return Optional.of(ErrorCode.PAY_011);
    }
    return amount.isSameCurrencyAs(payment.amount())
        ? Optional.empty()
        : Optional.of(ErrorCode.PAY_002);
  }

  private static boolean isRefundable(Payment payment) {
    return payment.status() == PaymentStatus.CONFIRMED
        || payment.status() == PaymentStatus.PARTIALLY_REFUNDED;
  }

  @Override
  public Decision<String> begin(
      TenantTransaction transaction, StoredOrder order, End end, @Nullable String reason) {
    Initiator initiator =
        switch (end) {
          case CANCELLED -> Initiator.ORDER_CANCEL;
          case FAILED -> Initiator.SERVICE_FAILED;
        };
    Optional<Locked> locked = payments.lockOf(transaction, order);
    if (locked.isEmpty()) {
      return Decision.refused(ErrorCode.PAY_010);
    }
    Optional<Refund> before = store.onItsWay(transaction, locked.get().payment().id(), initiator);
    if (before.isPresent()) {
      return Decision.accepted(before.get().id().value());
    }
    Money rest = locked.get().payment().refundable();
    if (!rest.isPositive()) {
      return Decision.refused(ErrorCode.PAY_010);
    }
    Refund.Cause cause =
        new Refund.Cause(initiator, Objects.requireNonNullElse(reason, "Order " + end.name()));
    Refund refund = requested(locked.get(), rest, cause);
    return switch (unspent(transaction, locked.get(), refund, Duration.ZERO)) {
      case Decision.Accepted<Refund> _ -> Decision.accepted(refund.id().value());
      case Decision.Refused<Refund>(ErrorCode code) -> Decision.refused(code);
    };
  }

  @Override
  public boolean isAllBack(TenantTransaction transaction, StoredOrder order) {
    return payments
        .lockOf(transaction, order)
        .filter(locked -> locked.payment().status() == PaymentStatus.REFUNDED)
        .isPresent();
  }

  @Override
  public Optional<String> begin(TenantTransaction transaction, PaymentId payment, Money most) {
    Optional<Locked> locked =
        payments.lock(transaction, payment).filter(one -> isRefundable(one.payment()));
    if (locked.isEmpty()) {
      return Optional.empty();
    }
    Money left = locked.get().payment().refundable();
    Money amount = left.amount().compareTo(most.amount()) < 0 ? left : most;
    if (!amount.isPositive()) {
      return Optional.empty();
    }
    Refund.Cause cause = new Refund.Cause(Initiator.SUBSCRIPTION, "Unused time");
    Refund refund = requested(locked.get(), amount, cause);
    return switch (unspent(transaction, locked.get(), refund, Duration.ZERO)) {
      case Decision.Accepted<Refund> _ -> Optional.of(refund.id().value());
      case Decision.Refused<Refund> _ -> Optional.empty();
    };
  }

  private Refund requested(Locked locked, Money amount, Refund.Cause cause) {
    return Refund.requested(
        new RefundId(surroundings.ids().next(RefundId.PREFIX)),
        locked.payment().id(),
        amount,
        cause,
        payments.now());
  }

  /** Refuses with {@code CRD_002}, and changes nothing, when what the money bought is used. */
  private Decision<Refund> unspent(
      TenantTransaction transaction, Locked locked, Refund refund, Duration firstLook) {
    Entitlement.Credit credit = surroundings.entitlement().takeBack(transaction, locked, refund);
    if (credit == Entitlement.Credit.USED) {
      return Decision.refused(ErrorCode.CRD_002);
    }
    reserve(transaction, locked, refund, firstLook);
    if (credit == Entitlement.Credit.TAKEN_BACK) {
      surroundings.entitlement().note(transaction, refund);
    }
    return Decision.accepted(refund);
  }

  private void reserve(
      TenantTransaction transaction, Locked locked, Refund refund, Duration firstLook) {
    payments.reserve(transaction, locked, refund.amount());
    refunds.create(transaction, refund);
    surroundings
        .tasks()
        .schedule(transaction, TaskKind.REFUND_RECONCILE, refund.id().value(), firstLook);
  }
}
