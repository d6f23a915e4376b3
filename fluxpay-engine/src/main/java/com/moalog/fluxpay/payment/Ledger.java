package com.moalog.fluxpay.payment;

import com.moalog.fluxpay.database.TenantTransaction;
import com.moalog.fluxpay.model.PaymentId;
import com.moalog.fluxpay.order.Orders;
import com.moalog.fluxpay.order.model.OrderStatus;
import com.moalog.fluxpay.payment.model.Failure;
import com.moalog.fluxpay.payment.model.Payment;
import com.moalog.fluxpay.payment.model.PaymentStatus;
import com.moalog.fluxpay.payment.model.ProviderReference;
import com.moalog.fluxpay.psp.ProviderRecord;
import com.moalog.fluxpay.task.TaskKind;
import com.moalog.fluxpay.task.Tasks;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The changes of a payment that touch its order or its recovery task, each within the caller's
 * transaction. Thread-safe.
 */
final class Ledger {

  /** When a payment whose process died is looked after. */
  static final Duration RECOVERY_DELAY = Duration.ofSeconds(20);

  private static final Duration FIRST_LOOK = Duration.ofSeconds(2);

  private final Orders orders;
  private final PaymentStore store;
  private final Payments payments;
  private final DepositSecrets secrets;
  private final Surroundings surroundings;

  Ledger(
      Orders orders,
      PaymentStore store,
      Payments payments,
      DepositSecrets secrets,
      Surroundings surroundings) {
    this.orders = orders;
    this.store = store;
    this.payments = payments;
    this.secrets = secrets;
    this.surroundings = surroundings;
  }

  /** What is passed in from outside. */
  record Surroundings(Tasks tasks, InstantSource clock) {}

  Instant now() {
    return surroundings.clock().instant().truncatedTo(ChronoUnit.MICROS);
  }

  /** Locks the payment's order, then the payment. */
  Optional<Locked> lock(TenantTransaction transaction, PaymentId id) {
    return store
        .orderOf(transaction, id)
        .flatMap(order -> orders.lock(transaction, order))
        .map(order -> new Locked(order, store.lock(transaction, id)));
  }

  /** Stores the change; nothing else follows from it. */
  Payment store(TenantTransaction transaction, Locked locked, Payment after) {
    payments.change(transaction, locked.order().order().userId(), locked.stored(), after);
    return after;
  }

  /** Stores a step that a crash must not leave as it is. */
  Payment begin(TenantTransaction transaction, Locked locked, Payment after) {
    surroundings
        .tasks()
        .schedule(transaction, TaskKind.PAYMENT_RECONCILE, after.id().toString(), RECOVERY_DELAY);
    return store(transaction, locked, after);
  }

  /** Stores a step that needs nobody to look after it any more. */
  Payment settle(TenantTransaction transaction, Locked locked, Payment after) {
    surroundings.tasks().cancel(transaction, TaskKind.PAYMENT_RECONCILE, after.id().toString());
    return store(transaction, locked, after);
  }

  /** The money is captured: payment and order change together. */
  Payment confirm(TenantTransaction transaction, Locked locked, ProviderRecord record) {
    Instant now = now();
    Payment before = locked.payment();
    ProviderReference reference =
        new ProviderReference(
            Objects.requireNonNullElse(before.reference().paymentKey(), record.paymentKey()),
            record.transactionKey(),
            record.receiptUrl());
    if (locked.order().order().status() == OrderStatus.PENDING) {
      orders.pay(transaction, locked.order(), now);
    }
    return settle(transaction, locked, before.confirmed(reference, now));
  }

  /** The customer has yet to pay into the account that the record is of. */
  Payment await(TenantTransaction transaction, Locked locked, ProviderRecord record) {
    @Nullable String secret = record.secret();
    if (secret != null) {
      secrets.keep(transaction, locked.payment().id(), secret);
    }
    return locked.payment();
  }

  Payment fail(TenantTransaction transaction, Locked locked, Failure why) {
    return settle(transaction, locked, locked.payment().failed(why, now()));
  }

  /** What the provider does with a failed payment is looked at, for its money would go back. */
  void watchFailed(TenantTransaction transaction, PaymentId id, Duration delay) {
    surroundings.tasks().schedule(transaction, TaskKind.LATE_CAPTURE, id.toString(), delay);
  }

  /** The provider took money for the order, and this payment is not what it took it for. */
  void watchOthers(TenantTransaction transaction, Locked locked) {
    Payment payment = locked.payment();
    for (Payment other : store.of(transaction, payment.orderId())) {
      if (other.status() == PaymentStatus.FAILED && !other.id().equals(payment.id())) {
        watchFailed(transaction, other.id(), Duration.ZERO);
      }
    }
  }

  /** The outcome is not known; the recovery task looks soon. */
  Payment doubt(TenantTransaction transaction, Locked locked) {
    surroundings
        .tasks()
        .schedule(
            transaction, TaskKind.PAYMENT_RECONCILE, locked.payment().id().toString(), FIRST_LOOK);
    return store(transaction, locked, locked.payment().unknown(now()));
  }
}
