package com.moalog.fluxpay.credit;

import com.moalog.fluxpay.audit.Audit;
import com.moalog.fluxpay.credit.model.Movement;
import com.moalog.fluxpay.database.TenantTransaction;
import com.moalog.fluxpay.model.IdSource;
import com.moalog.fluxpay.model.Money;
import com.moalog.fluxpay.model.PaymentId;
import com.moalog.fluxpay.model.UserId;
import com.moalog.fluxpay.outbox.DomainEvent;
import com.moalog.fluxpay.outbox.Outbox;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Moves credit within the caller's transaction: account, ledger, postings, event and audit row
 * together or not at all. Thread-safe.
 */
public final class Credits {

  private static final String AGGREGATE = "credit";
  private static final String PAYMENT = "PAYMENT";
  private static final String REFUND = "REFUND";

  private final CreditStore store;
  private final Outbox outbox;
  private final Audit audit;
  private final Surroundings surroundings;

  Credits(CreditStore store, Outbox outbox, Audit audit, Surroundings surroundings) {
    this.store = store;
    this.outbox = outbox;
    this.audit = audit;
    this.surroundings = surroundings;
  }

  /** What is passed in from outside. */
  record Surroundings(IdSource ids, InstantSource clock, MeterRegistry meters) {}

  /** A movement that happened. */
  record Done(LedgerEntry entry, CreditStore.Moved moved) {}

  Instant now() {
    return surroundings.clock().instant().truncatedTo(ChronoUnit.MICROS);
  }

  /**
   * Credits what a captured payment paid for. A payment can be credited once.
   *
   * @throws org.springframework.dao.DuplicateKeyException when it was credited before
   */
  public void charge(TenantTransaction transaction, UserId user, Money amount, PaymentId payment) {
    Optional<Done> done =
        charge(
            transaction,
            new Movement(Movement.Type.CHARGE, user, amount),
            new LedgerEntry.Reference(PAYMENT, payment.toString(), null, null));
    requireRoom(done, payment.toString());
  }

  /** Adds to the account, and opens it first; empty when it cannot hold that much. */
  Optional<Done> charge(
      TenantTransaction transaction, Movement movement, LedgerEntry.Reference reference) {
    store.open(transaction, movement.userId(), movement.amount().currency(), now());
    return move(transaction, movement, reference);
  }

  /**
   * Takes back what a payment was credited for, because its money goes back.
   *
   * @param reference names the refund; it can take back once
   * @return whether the user still had enough; false changes nothing
   */
  public boolean takeBack(
      TenantTransaction transaction, UserId user, Money amount, String reference) {
    return move(
            transaction,
            new Movement(Movement.Type.ADJUST_DOWN, user, amount),
            new LedgerEntry.Reference(REFUND, reference, null, null))
        .isPresent();
  }

  /** Whether the payment was credited, by whomever; certain while the payment is locked. */
  public boolean isCharged(TenantTransaction transaction, PaymentId payment) {
    return store.isWritten(transaction, Movement.Type.CHARGE, PAYMENT, payment.toString());
  }

  /** Whether {@link #takeBack} took something under that reference. */
  public boolean isTaken(TenantTransaction transaction, String reference) {
    return store.isWritten(transaction, Movement.Type.ADJUST_DOWN, REFUND, reference);
  }

  /** Gives back what {@link #takeBack} took, because the money stays after all. */
  public void giveBack(TenantTransaction transaction, UserId user, Money amount, String reference) {
    Optional<Done> done =
        move(
            transaction,
            new Movement(Movement.Type.ADJUST_UP, user, amount),
            new LedgerEntry.Reference("REFUND_REVERSED", reference, null, null));
    requireRoom(done, reference);
  }

  private static void requireRoom(Optional<Done> done, String reference) {
    if (done.isEmpty()) {
      throw new IllegalStateException("no account holds so much: " + reference);
    }
  }

  /** Moves credit; empty when there is no account, or it cannot give or hold that. */
  Optional<Done> move(
      TenantTransaction transaction, Movement movement, LedgerEntry.Reference reference) {
    LedgerEntry entry = new LedgerEntry(surroundings.ids().next(), movement, reference, now());
    return store
        .move(transaction, entry)
        .map(moved -> {
          Done done = new Done(entry, moved);
          tell(transaction, done);
          return done;
        });
  }

  private void tell(TenantTransaction transaction, Done done) {
    Movement movement = done.entry().movement();
    Map<String, Object> fields = facts(done);
    String account = movement.userId() + ":" + movement.amount().currency();
    outbox.append(
        transaction,
        new DomainEvent(
            surroundings.ids().next().toString(),
            new DomainEvent.Aggregate(AGGREGATE, account, done.moved().eventSequence()),
            AGGREGATE + "." + event(movement.type()),
            done.entry().at(),
            fields));
    @Nullable String reservation = done.entry().reference().reservationId();
    audit.append(
        transaction,
        done.entry().at(),
        new Audit.Entry(
            "credit." + event(movement.type()),
            AGGREGATE,
            reservation == null ? done.entry().id().toString() : reservation,
            Map.of(),
            fields));
    String type = movement.type().code();
    transaction.afterCommit(() ->
        surroundings.meters().counter("fluxpay.credit.transactions", "type", type).increment());
  }

  private static Map<String, Object> facts(Done done) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("userId", done.entry().movement().userId().value());
    fields.put("amount", done.entry().movement().amount().amount());
    fields.put("currency", done.entry().movement().amount().currency());
    fields.put("balanceAfter", done.moved().account().available().amount());
    fields.put("ledgerId", done.entry().id().toString());
    Optional.ofNullable(done.entry().reference().reservationId())
        .ifPresent(id -> fields.put("reservationId", id));
    return fields;
  }

  private static String event(Movement.Type type) {
    return switch (type) {
      case CHARGE -> "charged";
      case RESERVE -> "reserved";
      case CONFIRM -> "deducted";
      case CANCEL -> "released";
      case REFUND -> "refunded";
      case EXPIRE -> "expired";
      case ADJUST_UP, ADJUST_DOWN -> "adjusted";
    };
  }
}
