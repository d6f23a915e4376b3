package com.moalog.fluxpay.checkout;

import com.moalog.fluxpay.database.TenantTransaction;
import com.moalog.fluxpay.database.TenantTransactions;
import com.moalog.fluxpay.http.Answer;
import com.moalog.fluxpay.http.Answers;
import com.moalog.fluxpay.http.RefusedException;
import com.moalog.fluxpay.idempotency.Ticket;
import com.moalog.fluxpay.model.Caller;
import com.moalog.fluxpay.model.ErrorCode;
import com.moalog.fluxpay.model.PaymentId;
import com.moalog.fluxpay.order.OrderView;
import com.moalog.fluxpay.order.Orders;
import com.moalog.fluxpay.order.PlaceOrder;
import com.moalog.fluxpay.order.model.Order;
import com.moalog.fluxpay.payment.CheckoutPayments;
import com.moalog.fluxpay.payment.Locked;
import com.moalog.fluxpay.saga.Sagas;
import com.moalog.fluxpay.task.TaskKind;
import com.moalog.fluxpay.task.Tasks;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Order and payment in one call, and the capture too when the customer was there already. The order
 * and the payment exist from the first transaction on; a repeat of a call that was cut off goes on
 * with them. Thread-safe.
 */
final class Checkout {

  private static final int CREATED = 201;
  private static final int ACCEPTED = 202;

  /** When a call whose process died is gone on with. */
  private static final Duration RECOVERY_DELAY = Duration.ofSeconds(20);

  /** The provider could not be asked; the saga asks again by itself. */
  private static final Set<ErrorCode> POSTPONED =
      Set.of(ErrorCode.PAY_005, ErrorCode.SYS_002, ErrorCode.SYS_003);

  private final TenantTransactions transactions;
  private final Orders orders;
  private final CheckoutPayments payments;
  private final PaymentSaga saga;
  private final Tools tools;

  Checkout(
      TenantTransactions transactions,
      Orders orders,
      CheckoutPayments payments,
      PaymentSaga saga,
      Tools tools) {
    this.transactions = transactions;
    this.orders = orders;
    this.payments = payments;
    this.saga = saga;
    this.tools = tools;
  }

  /** What the call needs besides. */
  record Tools(Sagas sagas, InlineSteps steps, Tasks tasks, Answers answers) {}

  /** What the client wants. */
  record Wish(PlaceOrder order, CheckoutPayments.Chosen payment) {}

  /** What became of it. */
  private record View(String sagaId, OrderView order, Object payment) {}

  Answer execute(Caller caller, Wish wish, Ticket ticket) {
    Optional<PaymentId> begun = ticket.begun().map(id -> new PaymentId(UUID.fromString(id)));
    if (wish.payment().paymentKey().isEmpty() && begun.isEmpty()) {
      return transactions.call(
          caller, transaction -> answered(transaction, begun(transaction, wish), false, ticket));
    }
    PaymentId payment =
        begun.orElseGet(
            () -> transactions.call(caller, transaction -> tied(transaction, wish, ticket)));
    boolean isPostponed = isPostponed(caller, payment);
    return transactions.call(
        caller, transaction -> answered(transaction, payment, isPostponed, ticket));
  }

  /** Goes on with the saga; what takes too long, or could not be asked, comes later. */
  private boolean isPostponed(Caller caller, PaymentId payment) {
    try {
      return !tools.steps().proceed(caller, payment);
    } catch (RefusedException refused) {
      if (!POSTPONED.contains(refused.code())) {
        throw refused;
      }
      return true;
    }
  }

  private PaymentId tied(TenantTransaction transaction, Wish wish, Ticket ticket) {
    PaymentId payment = begun(transaction, wish);
    ticket.begin(transaction, "payment", payment.toString());
    tools.tasks().schedule(transaction, TaskKind.SAGA_RESUME, payment.toString(), RECOVERY_DELAY);
    return payment;
  }

  private PaymentId begun(TenantTransaction transaction, Wish wish) {
    Order order = orders.place(transaction, wish.order());
    PaymentId payment = payments.create(transaction, order).id();
    saga.begin(
        transaction,
        order,
        payment,
        new PaymentSaga.Session(wish.payment().method(), wish.payment().paymentKey().orElse("")));
    return payment;
  }

  private Answer answered(
      TenantTransaction transaction, PaymentId id, boolean isPostponed, Ticket ticket) {
    Locked locked = payments.lock(transaction, id).orElseThrow();
    Sagas.Saga found = tools.sagas().find(transaction, PaymentSaga.correlation(id)).orElseThrow();
    boolean goesOn =
        locked.payment().status().isInFlight() || (isPostponed && !found.status().isTerminal());
    Answer answer =
        tools
            .answers()
            .success(
                goesOn ? ACCEPTED : CREATED,
                new View(
                    found.id(),
                    OrderView.of(locked.order().order()),
                    payments.view(locked.payment())),
                transaction.caller().trace());
    ticket.complete(transaction, answer);
    return answer;
  }
}
