package com.moalog.fluxpay.order;

import com.moalog.fluxpay.database.TenantTransaction;
import com.moalog.fluxpay.database.TenantTransactions;
import com.moalog.fluxpay.http.Answer;
import com.moalog.fluxpay.http.Answers;
import com.moalog.fluxpay.http.Page;
import com.moalog.fluxpay.idempotency.Ticket;
import com.moalog.fluxpay.model.Caller;
import com.moalog.fluxpay.model.Decision;
import com.moalog.fluxpay.model.ErrorCode;
import com.moalog.fluxpay.model.OrderId;
import com.moalog.fluxpay.model.UserId;
import com.moalog.fluxpay.order.model.Fulfilment;
import com.moalog.fluxpay.order.model.Order;
import com.moalog.fluxpay.order.model.OrderStatus;
import com.moalog.fluxpay.tenant.TenantFeatures;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The use cases of orders. Each one is a single transaction with its stored answer. Thread-safe.
 */
final class OrderDesk {

  private static final int OK = 200;
  private static final int CREATED = 201;
  private static final int ACCEPTED = 202;

  private final TenantTransactions transactions;
  private final Orders orders;
  private final OrderStore store;
  private final Money money;
  private final Surroundings surroundings;

  OrderDesk(
      TenantTransactions transactions,
      Orders orders,
      OrderStore store,
      Money money,
      Surroundings surroundings) {
    this.transactions = transactions;
    this.orders = orders;
    this.store = store;
    this.money = money;
    this.surroundings = surroundings;
  }

  /** What becomes of the money of an order that ends. */
  record Money(PaymentsOfOrder payments, RefundsOfOrder refunds) {}

  /**
   * What a call led to.
   *
   * @param refundId the refund that the order waits for; absent when it waits for none
   */
  private record Outcome(Order order, @Nullable String refundId) {

    static Decision<Outcome> of(Order order) {
      return Decision.accepted(new Outcome(order, null));
    }
  }

  /** What is passed in from outside. */
  record Surroundings(TenantFeatures features, InstantSource clock, Answers answers) {
    Instant now() {
      return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
  }

  /**
   * Places an order.
   *
   * @throws com.moalog.fluxpay.http.RefusedException as {@link PlaceOrder#requireService} does
   */
  Answer place(Caller caller, PlaceOrder wish, Ticket ticket) {
    wish.requireService(caller, surroundings.features());
    return transactions.call(
        caller,
        transaction ->
            closed(
                transaction,
                ticket,
                CREATED,
                switch (orders.place(transaction, wish)) {
                  case Decision.Accepted<Order>(Order order) -> Outcome.of(order);
                  case Decision.Refused<Order>(ErrorCode code) -> Decision.refused(code);
                }));
  }

  Optional<Order> find(Caller caller, OrderId id) {
    return transactions
        .call(caller, transaction -> store.find(transaction, id))
        .map(StoredOrder::order);
  }

  List<Order> of(Caller caller, UserId user, Page page) {
    return transactions.call(caller, transaction -> store.of(transaction, user, page));
  }

  Answer cancel(Caller caller, OrderId id, @Nullable String reason, Ticket ticket) {
    return changed(caller, id, ticket, (transaction, order) -> cancel(transaction, order, reason));
  }

  private Decision<Outcome> cancel(
      TenantTransaction transaction, StoredOrder stored, @Nullable String reason) {
    return switch (stored.order().status()) {
      case CANCELLED -> Outcome.of(stored.order());
      case COMPLETED, FAILED -> Decision.refused(ErrorCode.ORD_002);
      case PAID -> refunding(transaction, stored, RefundsOfOrder.End.CANCELLED, reason);
      case PENDING ->
          ended(transaction, stored, order -> order.cancelled(surroundings.now()), reason);
    };
  }

  Answer fail(Caller caller, OrderId id, @Nullable String reason, Ticket ticket) {
    return changed(
        caller,
        id,
        ticket,
        (transaction, stored) ->
            switch (stored.order().status()) {
              case PENDING ->
                  ended(transaction, stored, order -> order.failed(surroundings.now()), reason);
              case PAID -> refunding(transaction, stored, RefundsOfOrder.End.FAILED, reason);
              case COMPLETED, CANCELLED, FAILED -> Decision.refused(ErrorCode.ORD_003);
            });
  }

  /** The order ends when its money is back; until then it is as it was. */
  private Decision<Outcome> refunding(
      TenantTransaction transaction,
      StoredOrder stored,
      RefundsOfOrder.End end,
      @Nullable String reason) {
    if (money.refunds().isAllBack(transaction, stored)) {
      Order order = stored.order();
      Instant now = surroundings.now();
      return Outcome.of(
          written(
              transaction,
              stored,
              switch (end) {
                case CANCELLED -> order.cancelled(now);
                case FAILED -> order.failed(now);
              },
              reason));
    }
    return switch (money.refunds().begin(transaction, stored, end, reason)) {
      case Decision.Accepted<String>(String refundId) ->
          Decision.accepted(new Outcome(stored.order(), refundId));
      case Decision.Refused<String>(ErrorCode code) -> Decision.refused(code);
    };
  }

  Answer complete(Caller caller, OrderId id, @Nullable String reason, Ticket ticket) {
    return changed(
        caller,
        id,
        ticket,
        (transaction, stored) -> {
          Order order = stored.order();
          // Only its payment's saga completes it, for that gives what was paid for.
          boolean isOthers = order.terms().fulfilment() != Fulfilment.EXTERNAL;
          return isOthers || !order.status().canBecome(OrderStatus.COMPLETED)
              ? Decision.refused(ErrorCode.ORD_003)
              : Outcome.of(
                  written(transaction, stored, order.completed(surroundings.now()), reason));
        });
  }

  private Order written(
      TenantTransaction transaction, StoredOrder before, Order after, @Nullable String reason) {
    orders.change(transaction, before, after, reason);
    return after;
  }

  /** Ends an unpaid order, which takes its live payment along. */
  private Decision<Outcome> ended(
      TenantTransaction transaction,
      StoredOrder stored,
      Function<Order, Order> end,
      @Nullable String reason) {
    if (!money.payments().giveUp(transaction, stored.order(), surroundings.now())) {
      return Decision.refused(ErrorCode.PAY_003);
    }
    return Outcome.of(written(transaction, stored, end.apply(stored.order()), reason));
  }

  private Answer changed(Caller caller, OrderId id, Ticket ticket, Change change) {
    return transactions.call(
        caller,
        transaction -> {
          Decision<Outcome> decision =
              store
                  .lock(transaction, id)
                  .map(stored -> change.decide(transaction, stored))
                  .orElseGet(() -> Decision.refused(ErrorCode.ORD_001));
          return closed(transaction, ticket, OK, decision);
        });
  }

  private Answer closed(
      TenantTransaction transaction, Ticket ticket, int status, Decision<Outcome> decision) {
    Answer answer =
        switch (decision) {
          case Decision.Accepted<Outcome>(Outcome(Order order, String refundId)) ->
              surroundings
                  .answers()
                  .success(
                      refundId == null ? status : ACCEPTED,
                      OrderView.of(order, refundId),
                      transaction.caller().trace());
          case Decision.Refused<Outcome>(ErrorCode code) ->
              surroundings.answers().refusal(code, transaction.caller().trace());
        };
    ticket.complete(transaction, answer);
    return answer;
  }

  /** What a call wants of a locked order. */
  private interface Change {
    Decision<Outcome> decide(TenantTransaction transaction, StoredOrder stored);
  }
}
