package com.moalog.sandbox.toss;

import com.moalog.sandbox.http.BadRequestException;
import com.moalog.sandbox.storage.Journal;
import com.moalog.sandbox.storage.Kept;
import com.moalog.sandbox.toss.model.Movement;
import com.moalog.sandbox.toss.model.Outcome;
import com.moalog.sandbox.toss.model.Payment;
import com.moalog.sandbox.toss.model.Refusal;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * All payments, and every movement of money in the order in which it happened. The movements are
 * written when money moves and never derived from a payment's state: they are what a test may
 * trust. Thread-safe: a payment makes one move at a time.
 */
final class PaymentBook {

  private final Map<String, Payment> payments = new LinkedHashMap<>();
  private final Map<String, List<String>> keysOfOrder = new LinkedHashMap<>();
  private final Map<String, Movement> movements = new LinkedHashMap<>();
  private final InstantSource clock;
  private final Journal journal;
  private final int maxPayments;
  private final Consumer<Payment> listener;

  /**
   * @param maxPayments a payment beyond this is refused, so memory stays bounded
   * @param listener hears of each move under the book's lock, so it must not linger
   */
  PaymentBook(InstantSource clock, Journal journal, int maxPayments, Consumer<Payment> listener) {
    this.listener = listener;
    this.clock = clock;
    this.journal = journal;
    this.maxPayments = maxPayments;
  }

  /** Enters a new payment. */
  synchronized void open(Payment payment) {
    if (payments.size() >= maxPayments) {
      throw new BadRequestException(
          507,
          "the sandbox holds "
              + maxPayments
              + " payments: raise SANDBOX_MAX_PAYMENTS or call POST /__admin/reset");
    }
    keep(payment);
  }

  synchronized Optional<Payment> find(String paymentKey) {
    return Optional.ofNullable(payments.get(paymentKey)).map(found -> found.at(clock.instant()));
  }

  /** The captured payment of an order, else its latest attempt. */
  synchronized Optional<Payment> findByOrder(String orderId) {
    List<Payment> attempts =
        keysOfOrder.getOrDefault(orderId, List.of()).stream()
            .flatMap(key -> find(key).stream())
            .toList();
    return attempts.stream()
        .filter(Payment::isCaptured)
        .findFirst()
        .or(() -> attempts.isEmpty() ? Optional.empty() : Optional.of(attempts.getLast()));
  }

  /** Makes a move of a payment; money moves only if the payment does. */
  synchronized Outcome move(String paymentKey, Function<Payment, Outcome> move) {
    Payment payment = find(paymentKey).orElse(null);
    if (payment == null) {
      return new Outcome.Refused(Refusal.NOT_FOUND_PAYMENT);
    }
    return entered(payment, move.apply(payment));
  }

  /** A charge opens and captures in one go, once per order. */
  synchronized Outcome charge(String orderId, Outcome charged) {
    if (findByOrder(orderId).isPresent()) {
      return new Outcome.Refused(Refusal.DUPLICATED_ORDER_ID);
    }
    return entered(null, charged);
  }

  private Outcome entered(@Nullable Payment before, Outcome outcome) {
    if (outcome instanceof Outcome.Moved moved) {
      Payment next = moved.payment();
      boolean isCapture = next.isCaptured() && (before == null || !before.isCaptured());
      if (isCapture && isPaid(next.session().orderId())) {
        return new Outcome.Refused(Refusal.DUPLICATED_ORDER_ID);
      }
      if (before == null) {
        open(next);
      } else {
        keep(next);
      }
      moved.movements().forEach(this::keep);
      listener.accept(next);
    }
    return outcome;
  }

  private boolean isPaid(String orderId) {
    return findByOrder(orderId).filter(Payment::isCaptured).isPresent();
  }

  private void keep(Payment payment) {
    restore(payment);
    journal.append("payment", payment);
  }

  private void keep(Movement movement) {
    movements.put(movement.transactionKey(), movement);
    journal.append("movement", movement);
  }

  private void restore(Payment payment) {
    String key = payment.session().paymentKey();
    if (payments.put(key, payment) == null) {
      keysOfOrder.computeIfAbsent(payment.session().orderId(), _ -> new ArrayList<>(1)).add(key);
    }
  }

  /** Every movement of money, oldest first. */
  synchronized List<Movement> movements() {
    return List.copyOf(movements.values());
  }

  synchronized void clear() {
    payments.clear();
    keysOfOrder.clear();
    movements.clear();
  }

  private synchronized List<Payment> payments() {
    return List.copyOf(payments.values());
  }

  /** What must be the same after a restart. */
  List<Kept<?>> kept() {
    return List.of(
        new Kept<>("payment", Payment.class, () -> payments().stream(), this::restore),
        new Kept<>(
            "movement",
            Movement.class,
            () -> movements().stream(),
            movement -> movements.put(movement.transactionKey(), movement)));
  }
}
