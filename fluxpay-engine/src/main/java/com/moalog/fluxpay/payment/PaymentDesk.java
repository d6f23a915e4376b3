package com.moalog.fluxpay.payment;

import com.moalog.fluxpay.database.TenantTransaction;
import com.moalog.fluxpay.database.TenantTransactions;
import com.moalog.fluxpay.http.Answer;
import com.moalog.fluxpay.model.Caller;
import com.moalog.fluxpay.model.Decision;
import com.moalog.fluxpay.model.ErrorCode;
import com.moalog.fluxpay.model.IdSource;
import com.moalog.fluxpay.model.OrderId;
import com.moalog.fluxpay.model.PaymentId;
import com.moalog.fluxpay.order.Orders;
import com.moalog.fluxpay.order.model.Order;
import com.moalog.fluxpay.order.model.OrderStatus;
import com.moalog.fluxpay.payment.model.Failure;
import com.moalog.fluxpay.payment.model.Payment;
import java.util.List;
import java.util.Optional;

/** The use cases of payments that need no provider, each a single transaction. Thread-safe. */
final class PaymentDesk {

  private final TenantTransactions transactions;
  private final Orders orders;
  private final PaymentStore store;
  private final Payments payments;
  private final Tools tools;

  PaymentDesk(
      TenantTransactions transactions,
      Orders orders,
      PaymentStore store,
      Payments payments,
      Tools tools) {
    this.transactions = transactions;
    this.orders = orders;
    this.store = store;
    this.payments = payments;
    this.tools = tools;
  }

  /** What these use cases share with the others. */
  record Tools(Ledger ledger, IdSource ids) {}

  Answer create(Caller caller, CreatePayment wish, Closing closing) {
    return transactions.call(
        caller, transaction -> closing.close(transaction, created(transaction, wish)));
  }

  private Decision<Payment> created(TenantTransaction transaction, CreatePayment wish) {
    Optional<Order> order = orders.lock(transaction, wish.orderId()).map(stored -> stored.order());
    if (order.isEmpty()) {
      return Decision.refused(ErrorCode.ORD_001);
    }
    if (order.get().status() != OrderStatus.PENDING) {
      return Decision.refused(ErrorCode.ORD_002);
    }
    if (!order.get().total().equals(wish.amount())) {
      return Decision.refused(ErrorCode.PAY_002);
    }
    Payment payment =
        Payment.ready(
            new PaymentId(tools.ids().next()), wish.orderId(), wish.amount(), tools.ledger().now());
    return payments.create(transaction, payment)
        ? Decision.accepted(payment)
        : Decision.refused(ErrorCode.PAY_003);
  }

  Optional<Payment> find(Caller caller, PaymentId id) {
    return transactions.call(caller, transaction -> store.find(transaction, id));
  }

  List<Payment> of(Caller caller, OrderId orderId) {
    return transactions.call(caller, transaction -> store.of(transaction, orderId));
  }

  /** Gives the payment up, which only works while certainly nothing is captured. */
  Answer giveUp(Caller caller, PaymentId id, Closing closing) {
    return transactions.call(
        caller,
        transaction -> {
          Decision<Payment> decision =
              tools
                  .ledger()
                  .lock(transaction, id)
                  .map(locked -> givenUp(transaction, locked))
                  .orElseGet(() -> Decision.refused(ErrorCode.PAY_001));
          return closing.close(transaction, decision);
        });
  }

  private Decision<Payment> givenUp(TenantTransaction transaction, Locked locked) {
    if (locked.payment().status().isInFlight()) {
      return Decision.refused(ErrorCode.PAY_003);
    }
    return locked.payment().status().isVoidable()
        ? Decision.accepted(tools.ledger().fail(transaction, locked, Failure.voided()))
        : Decision.refused(ErrorCode.PAY_006);
  }
}
