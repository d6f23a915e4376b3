package com.moalog.fluxpay.checkout;

import com.moalog.fluxpay.database.TenantTransaction;
import com.moalog.fluxpay.database.TenantTransactions;
import com.moalog.fluxpay.http.Answer;
import com.moalog.fluxpay.http.Answers;
import com.moalog.fluxpay.http.RefusedException;
import com.moalog.fluxpay.idempotency.Ticket;
import com.moalog.fluxpay.model.Caller;
import com.moalog.fluxpay.model.Decision;
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
    if (begun.isPresent()) {
      return proceeded(caller, begun.get(), ticket);
    }
    boolean customerThere = wish.payment().paymentKey().isPresent();
    Opening opening =
        transactions.call(caller, transaction -> open(transaction, wish, customerThere, ticket));
    return switch (opening) {
      case Opening.Over(Answer answer) -> answer;
      case Opening.Begun(PaymentId payment) -> proceeded(caller, payment, ticket);
    };
  }

  /** How the first transaction ended. */
  private sealed interface Opening {

    /** The saga is to go on. */
    record Begun(PaymentId payment) implements Opening {}

    /** There is nothing to go on with yet, or at all. */
    record Over(Answer answer) implements Opening {}
  }

  private Opening open(
      TenantTransaction transaction, Wish wish, boolean customerThere, Ticket ticket) {
    return switch (orders.place(transaction, wish.order())) {
      case Decision.Refused<Order>(ErrorCode code) ->
          new Opening.Over(
              stored(
                  transaction,
                  ticket,
                  tools.answers().refusal(code, transaction.caller().trace())));
      case Decision.Accepted<Order>(Order order) -> {
        PaymentId payment = begun(transaction, order, wish);
        if (!customerThere) {
          yield new Opening.Over(answered(transaction, payment, false, ticket));
        }
        ticket.begin(transaction, "payment", payment.toString());
        tools
            .tasks()
            .schedule(transaction, TaskKind.SAGA_RESUME, payment.toString(), RECOVERY_DELAY);
        yield new Opening.Begun(payment);
      }
    };
  }

  private Answer proceeded(Caller caller, PaymentId payment, Ticket ticket) {
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

  private PaymentId begun(TenantTransaction transaction, Order order, Wish wish) {
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
    return stored(transaction, ticket, answer);
  }

  private static Answer stored(TenantTransaction transaction, Ticket ticket, Answer answer) {
    ticket.complete(transaction, answer);
    return answer;
  }
}
