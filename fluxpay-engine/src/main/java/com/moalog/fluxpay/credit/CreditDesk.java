package com.moalog.fluxpay.credit;

import com.moalog.fluxpay.credit.model.Account;
import com.moalog.fluxpay.credit.model.Movement;
import com.moalog.fluxpay.credit.model.Reservation;
import com.moalog.fluxpay.credit.model.ReservationId;
import com.moalog.fluxpay.database.TenantTransaction;
import com.moalog.fluxpay.database.TenantTransactions;
import com.moalog.fluxpay.http.Answer;
import com.moalog.fluxpay.http.Answers;
import com.moalog.fluxpay.http.JsonBody;
import com.moalog.fluxpay.http.RefusedException;
import com.moalog.fluxpay.idempotency.Ticket;
import com.moalog.fluxpay.model.Caller;
import com.moalog.fluxpay.model.Decision;
import com.moalog.fluxpay.model.ErrorCode;
import com.moalog.fluxpay.model.IdSource;
import com.moalog.fluxpay.model.Money;
import com.moalog.fluxpay.model.PaymentId;
import com.moalog.fluxpay.payment.CapturedPayments;
import com.moalog.fluxpay.task.TaskKind;
import com.moalog.fluxpay.task.Tasks;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;

/**
 * The use cases of credit that change something, each a single transaction with its stored answer.
 * A reservation is locked before its account. Thread-safe.
 */
final class CreditDesk {

  private static final int OK = 200;
  private static final int CREATED = 201;

  private final TenantTransactions transactions;
  private final Credits credits;
  private final CreditStore accounts;
  private final ReservationStore reservations;
  private final Tools tools;
  private final AccountTurns turns = new AccountTurns();

  CreditDesk(
      TenantTransactions transactions,
      Credits credits,
      CreditStore accounts,
      ReservationStore reservations,
      Tools tools) {
    this.transactions = transactions;
    this.credits = credits;
    this.accounts = accounts;
    this.reservations = reservations;
    this.tools = tools;
  }

  /** What these use cases need besides. */
  record Tools(CapturedPayments payments, Tasks tasks, IdSource ids, Answers answers) {}

  Answer charge(Caller caller, CreditWish.Charge wish, Ticket ticket) {
    return turns.take(
        caller.tenant(),
        wish.userId(),
        wish.amount().currency(),
        () -> closed(caller, ticket, CREATED, transaction -> charged(transaction, wish)));
  }

  private Decision<Object> charged(TenantTransaction transaction, CreditWish.Charge wish) {
    Optional<ErrorCode> objection = objection(transaction, wish);
    return objection.isPresent()
        ? Decision.refused(objection.get())
        : Decision.accepted(Views.Movement.of(added(transaction, wish)));
  }

  private Credits.Done added(TenantTransaction transaction, CreditWish.Charge wish) {
    return credits
        .charge(
            transaction,
            new Movement(Movement.Type.CHARGE, wish.userId(), wish.amount()),
            wish.reference())
        .orElseThrow(
            () -> RefusedException.ofField("amount", "must leave the balance below 15 digits"));
  }

  /** A payment is locked until the credit is there, so that a refund cannot come in between. */
  private Optional<ErrorCode> objection(TenantTransaction transaction, CreditWish.Charge wish) {
    @Nullable PaymentId payment = wish.payment();
    if (payment == null) {
      return Optional.empty();
    }
    Optional<CapturedPayments.Found> found = tools.payments().lock(transaction, payment);
    if (found.filter(one -> one.userId().equals(wish.userId())).isEmpty()) {
      return Optional.of(ErrorCode.PAY_001);
    }
    if (!found.get().wholly()) {
      return Optional.of(ErrorCode.PAY_006);
    }
    return found.get().amount().equals(wish.amount())
        ? Optional.empty()
        : Optional.of(ErrorCode.PAY_002);
  }

  Answer reserve(Caller caller, CreditWish.Reserve wish, Ticket ticket) {
    return turns.take(
        caller.tenant(),
        wish.userId(),
        wish.amount().currency(),
        () -> closed(caller, ticket, CREATED, transaction -> reserved(transaction, wish)));
  }

  private Decision<Object> reserved(TenantTransaction transaction, CreditWish.Reserve wish) {
    if (accounts.find(transaction, wish.userId(), wish.amount().currency()).isEmpty()) {
      return Decision.refused(ErrorCode.CRD_001);
    }
    Instant now = credits.now();
    Reservation reservation =
        Reservation.of(
            new ReservationId(tools.ids().next("rsv_")),
            wish.userId(),
            wish.amount(),
            now.plus(wish.lifetime()));
    if (!reservations.insert(transaction, reservation, wish.reference(), now)) {
      return Decision.refused(ErrorCode.CRD_006);
    }
    Optional<Credits.Done> done = move(transaction, Movement.Type.RESERVE, reservation, null);
    if (done.isEmpty()) {
      throw RefusedException.of(ErrorCode.CRD_002);
    }
    tools
        .tasks()
        .schedule(
            transaction, TaskKind.RESERVATION_EXPIRE, reservation.id().value(), wish.lifetime());
    return view(reservation, done.get());
  }

  /** Moves what the reservation holds, or a part of it. */
  private Optional<Credits.Done> move(
      TenantTransaction transaction,
      Movement.Type type,
      Reservation reservation,
      @Nullable Money part) {
    Money amount = part == null ? reservation.amount() : part;
    return credits.move(
        transaction,
        new Movement(type, reservation.userId(), amount),
        LedgerEntry.Reference.of(reservation.id()));
  }

  private static Decision<Object> view(Reservation reservation, Credits.Done done) {
    return Decision.accepted(Views.ReservationView.of(reservation, done.moved().account()));
  }

  /** Uses the reservation, or a part of it; the rest is free again. */
  Answer confirm(Caller caller, ReservationId id, JsonBody body, Ticket ticket) {
    return changed(
        caller,
        id,
        ticket,
        (transaction, reservation) -> {
          Money used =
              CreditWish.amount(body, reservation.amount().currency()).orElse(reservation.amount());
          if (used.amount().compareTo(reservation.amount().amount()) > 0) {
            throw RefusedException.ofField("amount", "must not exceed what is reserved");
          }
          if (!reservation.isOpen(credits.now())) {
            return Decision.refused(ErrorCode.CRD_003);
          }
          Credits.Done done = certain(transaction, Movement.Type.CONFIRM, reservation, used);
          Money rest = reservation.amount().minus(used);
          if (rest.isPositive()) {
            done = certain(transaction, Movement.Type.CANCEL, reservation, rest);
          }
          return ended(transaction, reservation.confirmed(used), done);
        });
  }

  /** Gives the reservation up. */
  Answer cancel(Caller caller, ReservationId id, Ticket ticket) {
    return changed(
        caller,
        id,
        ticket,
        (transaction, reservation) -> {
          if (reservation.status() == Reservation.Status.CANCELLED) {
            return Decision.accepted(
                Views.ReservationView.of(reservation, account(transaction, reservation)));
          }
          if (!reservation.isOpen(credits.now())) {
            return Decision.refused(ErrorCode.CRD_003);
          }
          Credits.Done done =
              certain(transaction, Movement.Type.CANCEL, reservation, reservation.amount());
          return ended(transaction, reservation.ended(Reservation.Status.CANCELLED), done);
        });
  }

  /** Gives up a reservation that was left to itself; true when nothing is left to do. */
  boolean expire(Caller caller, ReservationId id) {
    return transactions.call(
        caller,
        transaction -> {
          Optional<Reservation> found = reservations.lock(transaction, id);
          if (found.isEmpty() || found.get().isOpen(credits.now())) {
            return found.isEmpty();
          }
          if (found.get().isOverdue(credits.now())) {
            certain(transaction, Movement.Type.CANCEL, found.get(), found.get().amount());
            reservations.update(
                transaction, found.get().ended(Reservation.Status.EXPIRED), credits.now());
          }
          return true;
        });
  }

  Answer refund(Caller caller, CreditWish.Refund wish, Ticket ticket) {
    return closed(
        caller,
        ticket,
        CREATED,
        transaction -> {
          Optional<Reservation> found =
              ReservationId.parse(wish.reservation())
                  .flatMap(id -> reservations.lock(transaction, id));
          if (found.isEmpty()) {
            return Decision.refused(ErrorCode.CRD_004);
          }
          Money amount = wish.amount(found.get().amount().currency());
          if (!found.get().canRefund(amount)) {
            return Decision.refused(ErrorCode.CRD_003);
          }
          Credits.Done done =
              credits
                  .move(
                      transaction,
                      new Movement(Movement.Type.REFUND, found.get().userId(), amount),
                      new LedgerEntry.Reference(
                          "REFUND", wish.reference(), found.get().id().value(), wish.reason()))
                  .orElseThrow();
          reservations.update(transaction, found.get().refunded(amount), credits.now());
          return Decision.accepted(Views.Movement.of(done));
        });
  }

  /** What is reserved is there: the constraint of the account says so. */
  private Credits.Done certain(
      TenantTransaction transaction, Movement.Type type, Reservation reservation, Money amount) {
    return move(transaction, type, reservation, amount)
        .orElseThrow(
            () -> new IllegalStateException("reservation " + reservation.id() + " is not covered"));
  }

  private Decision<Object> ended(
      TenantTransaction transaction, Reservation after, Credits.Done done) {
    reservations.update(transaction, after, credits.now());
    tools.tasks().cancel(transaction, TaskKind.RESERVATION_EXPIRE, after.id().value());
    return view(after, done);
  }

  private Account account(TenantTransaction transaction, Reservation reservation) {
    return accounts
        .find(transaction, reservation.userId(), reservation.amount().currency())
        .orElseThrow();
  }

  private Answer changed(Caller caller, ReservationId id, Ticket ticket, Change change) {
    return closed(
        caller,
        ticket,
        OK,
        transaction ->
            reservations
                .lock(transaction, id)
                .map(reservation -> change.decide(transaction, reservation))
                .orElseGet(() -> Decision.refused(ErrorCode.CRD_004)));
  }

  private Answer closed(
      Caller caller,
      Ticket ticket,
      int status,
      Function<TenantTransaction, Decision<Object>> work) {
    try {
      return transactions.call(
          caller,
          transaction -> {
            Answer answer =
                switch (work.apply(transaction)) {
                  case Decision.Accepted<Object>(Object view) ->
                      tools.answers().success(status, view, caller.trace());
                  case Decision.Refused<Object>(ErrorCode code) ->
                      tools.answers().refusal(code, caller.trace());
                };
            ticket.complete(transaction, answer);
            return answer;
          });
    } catch (DuplicateKeyException used) {
      return refused(caller, ticket, ErrorCode.CRD_006);
    } catch (RefusedException refused) {
      if (refused.code() != ErrorCode.CRD_002) {
        throw refused;
      }
      return refused(caller, ticket, refused.code());
    }
  }

  /** What was written is undone by now; that the call was refused is what its repeats get. */
  private Answer refused(Caller caller, Ticket ticket, ErrorCode code) {
    return transactions.call(
        caller,
        transaction -> {
          Answer refusal = tools.answers().refusal(code, caller.trace());
          ticket.complete(transaction, refusal);
          return refusal;
        });
  }

  /** What a call wants of a locked reservation. */
  private interface Change {
    Decision<Object> decide(TenantTransaction transaction, Reservation reservation);
  }
}
