package com.moalog.fluxpay.refund;

import com.moalog.fluxpay.database.TenantTransaction;
import com.moalog.fluxpay.order.model.OrderStatus;
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
import java.util.Optional;

/**
 * The changes of a refund together with those of its payment and order, each within the caller's
 * transaction. Thread-safe.
 */
final class RefundLedger {

  private final RefundablePayments payments;
  private final RefundStore store;
  private final Refunds refunds;
  private final Tasks tasks;
  private final Entitlement entitlement;

  RefundLedger(
      RefundablePayments payments,
      RefundStore store,
      Refunds refunds,
      Tasks tasks,
      Entitlement entitlement) {
    this.entitlement = entitlement;
    this.payments = payments;
    this.store = store;
    this.refunds = refunds;
    this.tasks = tasks;
  }

  /** A refund, its payment and its order, all locked by the same transaction. */
  record Held(Locked locked, StoredRefund stored) {

    Refund refund() {
      return stored.refund();
    }

    Payment payment() {
      return locked.payment();
    }
  }

  /** Locks the order, the payment and the refund, in this order as everybody does. */
  Held hold(TenantTransaction transaction, RefundId id) {
    Refund known = store.find(transaction, id).orElseThrow();
    Locked locked = payments.lock(transaction, known.payment()).orElseThrow();
    return new Held(locked, store.lock(transaction, id).orElseThrow());
  }

  /** The provider is about to be asked. */
  void process(TenantTransaction transaction, Held held) {
    store(transaction, held, held.refund().processing(payments.now()), held.payment());
  }

  /** What became of the refund is for people to find out. */
  void handOver(TenantTransaction transaction, Held held, String found) {
    payments.handOver(transaction, held.payment(), held.refund().id().value(), found);
  }

  /** The provider provably did not get the request. */
  Refund release(TenantTransaction transaction, Held held) {
    return store(transaction, held, held.refund().released(payments.now()), held.payment());
  }

  /** The money went back: refund, payment and, where it waited for that, the order. */
  Refund complete(TenantTransaction transaction, Held held, String transactionKey) {
    Payment payment = payments.complete(transaction, held.locked(), held.refund().amount());
    Refund completed = held.refund().completed(transactionKey, payments.now());
    settle(transaction, held, completed, payment);
    if (payment.status() == PaymentStatus.REFUNDED) {
      store.endOfOrder(transaction, payment.id()).ifPresent(why -> end(transaction, held, why));
    }
    return completed;
  }

  private void end(TenantTransaction transaction, Held held, Refund.Cause why) {
    if (held.locked().order().order().status() != OrderStatus.PAID) {
      return;
    }
    if (why.initiator() == Initiator.ORDER_CANCEL) {
      payments.cancelOrder(transaction, held.locked(), why.reason());
    } else {
      payments.failOrder(transaction, held.locked(), why.reason());
    }
  }

  /** The money stays, and can be refunded again. */
  Refund fail(TenantTransaction transaction, Held held, String code, String message) {
    payments.release(transaction, held.locked(), held.refund().amount());
    Refund failed = held.refund().failed(code, message, payments.now());
    settle(transaction, held, failed, held.payment());
    entitlement.giveBack(transaction, held.locked(), failed);
    return failed;
  }

  private void settle(TenantTransaction transaction, Held held, Refund after, Payment payment) {
    tasks.cancel(transaction, TaskKind.REFUND_RECONCILE, after.id().value());
    payments.settled(transaction, payment.id(), after.id().value());
    store(transaction, held, after, payment);
  }

  private Refund store(TenantTransaction transaction, Held held, Refund after, Payment payment) {
    refunds.change(transaction, held.stored(), after, payment);
    return after;
  }

  /** Somebody looks at the refund soon. */
  void lookSoon(TenantTransaction transaction, RefundId id, Duration delay) {
    tasks.schedule(transaction, TaskKind.REFUND_RECONCILE, id.value(), delay);
  }

  Optional<Refund> find(TenantTransaction transaction, RefundId id) {
    return store.find(transaction, id);
  }
}
