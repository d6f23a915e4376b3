package com.moalog.sandbox.toss.model;

import static com.moalog.sandbox.toss.model.PaymentStatus.ABORTED;
import static com.moalog.sandbox.toss.model.PaymentStatus.CANCELED;
import static com.moalog.sandbox.toss.model.PaymentStatus.DONE;
import static com.moalog.sandbox.toss.model.PaymentStatus.EXPIRED;
import static com.moalog.sandbox.toss.model.PaymentStatus.IN_PROGRESS;
import static com.moalog.sandbox.toss.model.PaymentStatus.PARTIAL_CANCELED;
import static com.moalog.sandbox.toss.model.PaymentStatus.READY;
import static com.moalog.sandbox.toss.model.PaymentStatus.WAITING_FOR_DEPOSIT;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A payment and the moves that its state allows. Immutable: a move gives the next payment.
 *
 * @param authenticatedAt when the customer approved it at the checkout, null before
 * @param approvedAt when the money was captured, null before
 * @param lastTransactionKey of the last movement of money, null before the first
 */
public record Payment(
    Session session,
    PaymentStatus status,
    @Nullable Instant authenticatedAt,
    @Nullable Instant approvedAt,
    @Nullable String lastTransactionKey,
    List<Cancel> cancels) {

  /** A customer has this long to authenticate. */
  public static final Duration READY_LIMIT = Duration.ofMinutes(30);

  /** A merchant has this long to confirm after the customer authenticated. */
  public static final Duration IN_PROGRESS_LIMIT = Duration.ofMinutes(10);

  public Payment {
    cancels = List.copyOf(cancels);
  }

  /** A payment at its beginning. */
  public static Payment opened(Session session) {
    return new Payment(session, READY, null, null, null, List.of());
  }

  /** The payment as it stands at {@code now}: a session that waited too long has expired. */
  public Payment at(Instant now) {
    boolean isLate =
        switch (status) {
          case READY -> now.isAfter(session.requestedAt().plus(READY_LIMIT));
          case IN_PROGRESS ->
              authenticatedAt != null && now.isAfter(authenticatedAt.plus(IN_PROGRESS_LIMIT));
          case WAITING_FOR_DEPOSIT, DONE, CANCELED, PARTIAL_CANCELED, ABORTED, EXPIRED -> false;
        };
    return isLate ? in(EXPIRED) : this;
  }

  /** What was captured and not given back. */
  public BigDecimal balance() {
    return cancels.stream()
        .map(Cancel::cancelAmount)
        .reduce(session.amount(), BigDecimal::subtract);
  }

  public boolean isCaptured() {
    return approvedAt != null;
  }

  /** The customer approves at the checkout. */
  public Outcome authenticate(Instant now) {
    return status == READY
        ? moved(new Payment(session, IN_PROGRESS, now, null, null, cancels))
        : new Outcome.Refused(Refusal.INVALID_REQUEST);
  }

  /** The customer gives up at the checkout, or the card company refuses there. */
  public Outcome abort() {
    return status == READY || status == IN_PROGRESS
        ? moved(in(ABORTED))
        : new Outcome.Refused(Refusal.INVALID_REQUEST);
  }

  /** The merchant captures. A virtual account waits for the deposit instead. */
  public Outcome confirm(String orderId, BigDecimal amount, Instant now, String transactionKey) {
    if (!isOf(orderId, amount)) {
      return new Outcome.Refused(Refusal.INVALID_REQUEST);
    }
    return switch (status) {
      case IN_PROGRESS ->
          session.method() == PaymentMethod.VIRTUAL_ACCOUNT
              ? moved(in(WAITING_FOR_DEPOSIT))
              : captured(now, transactionKey);
      case READY, ABORTED, EXPIRED -> new Outcome.Refused(Refusal.NOT_FOUND_PAYMENT_SESSION);
      case WAITING_FOR_DEPOSIT, DONE, CANCELED, PARTIAL_CANCELED ->
          new Outcome.Refused(Refusal.ALREADY_PROCESSED_PAYMENT);
    };
  }

  private boolean isOf(String orderId, BigDecimal amount) {
    return session.orderId().equals(orderId) && session.amount().compareTo(amount) == 0;
  }

  /** The customer pays into the virtual account. */
  public Outcome deposit(Instant now, String transactionKey) {
    return status == WAITING_FOR_DEPOSIT
        ? captured(now, transactionKey)
        : new Outcome.Refused(Refusal.INVALID_REQUEST);
  }

  /** A merchant charges a billing key: nobody authenticates, the money moves at once. */
  public static Outcome charged(Session session, Instant now, String transactionKey) {
    return opened(session).captured(now, transactionKey);
  }

  private Outcome captured(Instant now, String transactionKey) {
    Payment done = new Payment(session, DONE, authenticatedAt, now, transactionKey, cancels);
    return moved(done, session.amount(), now);
  }

  /** The merchant gives money back. */
  public Outcome cancel(CancelWish wish, Instant now, String transactionKey) {
    if (status == CANCELED) {
      return new Outcome.Refused(Refusal.ALREADY_CANCELED_PAYMENT);
    }
    if (status == WAITING_FOR_DEPOSIT) {
      return moved(in(CANCELED));
    }
    if (status != DONE && status != PARTIAL_CANCELED) {
      return new Outcome.Refused(Refusal.NOT_CANCELABLE_PAYMENT);
    }
    if (wish.refundable() != null && wish.refundable().compareTo(balance()) != 0) {
      return new Outcome.Refused(Refusal.NOT_MATCHES_REFUNDABLE_AMOUNT);
    }
    if (session.method() == PaymentMethod.VIRTUAL_ACCOUNT && !wish.hasRefundAccount()) {
      return new Outcome.Refused(Refusal.INVALID_REFUND_ACCOUNT_INFO);
    }
    BigDecimal amount = wish.amount() == null ? balance() : wish.amount();
    if (amount.signum() <= 0 || amount.compareTo(balance()) > 0) {
      return new Outcome.Refused(Refusal.NOT_CANCELABLE_AMOUNT);
    }
    return givenBack(new Cancel(amount, wish.reason(), now, transactionKey));
  }

  private Outcome givenBack(Cancel cancel) {
    List<Cancel> all = new ArrayList<>(cancels);
    all.add(cancel);
    boolean isAll = balance().compareTo(cancel.cancelAmount()) == 0;
    Payment next =
        new Payment(
            session,
            isAll ? CANCELED : PARTIAL_CANCELED,
            authenticatedAt,
            approvedAt,
            cancel.transactionKey(),
            all);
    return moved(next, cancel.cancelAmount().negate(), cancel.canceledAt());
  }

  private Payment in(PaymentStatus next) {
    return new Payment(session, next, authenticatedAt, approvedAt, lastTransactionKey, cancels);
  }

  private static Outcome moved(Payment next) {
    return new Outcome.Moved(next, List.of());
  }

  private static Outcome moved(Payment next, BigDecimal amount, Instant at) {
    if (next.lastTransactionKey() == null) {
      throw new IllegalStateException("money moved without a transaction key");
    }
    Session of = next.session();
    return new Outcome.Moved(
        next,
        List.of(
            new Movement(
                next.lastTransactionKey(),
                of.paymentKey(),
                of.orderId(),
                of.method(),
                amount,
                of.currency(),
                next.status(),
                at)));
  }
}
