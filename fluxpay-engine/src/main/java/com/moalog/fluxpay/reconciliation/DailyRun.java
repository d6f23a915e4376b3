package com.moalog.fluxpay.reconciliation;

import com.moalog.fluxpay.credit.CreditBooks;
import com.moalog.fluxpay.database.TenantTransaction;
import com.moalog.fluxpay.database.TenantTransactions;
import com.moalog.fluxpay.latecapture.LateReturns;
import com.moalog.fluxpay.model.Caller;
import com.moalog.fluxpay.model.PaymentId;
import com.moalog.fluxpay.model.TenantId;
import com.moalog.fluxpay.model.Uuids;
import com.moalog.fluxpay.payment.PaymentInquiry;
import com.moalog.fluxpay.payment.SettledPayments;
import com.moalog.fluxpay.psp.SettlementList;
import com.moalog.fluxpay.psp.SettlementList.Entry;
import com.moalog.fluxpay.refund.SettledRefunds;
import com.moalog.fluxpay.tenant.Tenants;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Goes through the provider's list of a day and through our books of it. Money that only the
 * provider knows of belongs to no tenant; it is written down for the default one. Thread-safe, also
 * against other instances: a run has one owner at a time.
 */
final class DailyRun {

  /** The provider's days. */
  static final ZoneId ZONE = ZoneId.of("Asia/Seoul");

  static final int PAGE = 1_000;

  /** A list beyond this is more than one process should hold. */
  static final int ENTRIES_MOST = 2_000_000;

  /** Clocks differ, so a movement near midnight may be on another day of the provider's. */
  private static final Duration MARGIN = Duration.ofMinutes(10);

  private static final Logger LOG = LoggerFactory.getLogger(DailyRun.class);

  private final TenantTransactions transactions;
  private final RunStore runs;
  private final Books books;
  private final Provider provider;
  private final InstantSource clock;

  DailyRun(
      TenantTransactions transactions,
      RunStore runs,
      Books books,
      Provider provider,
      InstantSource clock) {
    this.transactions = transactions;
    this.runs = runs;
    this.books = books;
    this.provider = provider;
    this.clock = clock;
  }

  /** What is compared with the provider's list. */
  record Books(
      SettledPayments payments,
      SettledRefunds refunds,
      LateReturns returns,
      CreditBooks credits,
      Tenants tenants) {}

  /** The provider's list, and its record of a single payment. */
  record Provider(SettlementList list, PaymentInquiry inquiry) {}

  /** How a run ended. */
  enum Ending {
    OVER,
    /** The provider could not be asked, or somebody else is at it. */
    LATER
  }

  /** Runs the day, if it was asked for and nobody else does. */
  Ending run(Caller caller, LocalDate day) {
    Optional<RunStore.Claim> claim =
        transactions.call(caller, transaction -> runs.claim(transaction, day));
    if (claim.isEmpty()) {
      return transactions.call(caller, transaction -> runs.isOver(transaction, day))
          ? Ending.OVER
          : Ending.LATER;
    }
    DayBook book = new DayBook();
    Optional<String> fault = read(caller, claim.get(), book);
    if (fault.isPresent()) {
      LOG.warn("the settlement list of {} cannot be read: {}", day, fault.get());
      transactions.run(
          caller, transaction -> runs.end(transaction, claim.get(), book.totals(), fault));
      return Ending.LATER;
    }
    finish(caller, claim.get(), book);
    return Ending.OVER;
  }

  /** Reads the provider's list; the fault, if it cannot be read to its end. */
  private Optional<String> read(Caller caller, RunStore.Claim claim, DayBook book) {
    Instant from = start(claim.day());
    Instant until = end(claim.day());
    SettlementList.Span span =
        new SettlementList.Span(from.minus(MARGIN), until.plus(MARGIN).minusSeconds(1));
    @Nullable String after = null;
    for (int read = 0; read < ENTRIES_MOST; read += PAGE) {
      switch (provider.list().page(span, after, PAGE)) {
        case SettlementList.Page.Failed(String cause) -> {
          return Optional.of(cause);
        }
        case SettlementList.Page.Entries(List<Entry> entries) -> {
          if (!transactions.call(caller, transaction -> runs.renew(transaction, claim))) {
            return Optional.of("another instance took the run over");
          }
          compare(caller, claim.day(), entries, book);
          if (entries.size() < PAGE) {
            return Optional.empty();
          }
          after = entries.getLast().transactionKey();
        }
      }
    }
    return Optional.of("the list has more than " + ENTRIES_MOST + " movements");
  }

  private void compare(Caller caller, LocalDate day, List<Entry> entries, DayBook book) {
    DayBook.Known known = transactions.call(caller, transaction -> known(transaction, entries));
    List<Entry> strangers = new ArrayList<>();
    for (Entry entry : entries) {
      if (entry.at().isBefore(start(day)) || !entry.at().isBefore(end(day))) {
        book.glance(entry);
      } else if (!book.compare(entry, known)) {
        strangers.add(entry);
      }
    }
    if (caller.tenant().equals(TenantId.DEFAULT) && !strangers.isEmpty()) {
      nobodys(caller, strangers).forEach(book::unknown);
    }
  }

  private DayBook.Known known(TenantTransaction transaction, List<Entry> entries) {
    List<SettledPayments.Settled> payments =
        books
            .payments()
            .known(
                transaction,
                entries.stream().map(Entry::paymentKey).toList(),
                entries.stream().flatMap(one -> Uuids.parse(one.orderId()).stream()).toList());
    List<UUID> ids = payments.stream().map(payment -> payment.id().value()).toList();
    return new DayBook.Known(
        payments,
        books
            .refunds()
            .known(transaction, entries.stream().map(Entry::transactionKey).toList(), ids),
        books.returns().of(transaction, ids));
  }

  /** Asks the books of every other tenant, each behind its own walls. */
  private List<Entry> nobodys(Caller caller, List<Entry> strangers) {
    List<Entry> left = new ArrayList<>(strangers);
    List<TenantId> tenants = transactions.call(caller, books.tenants()::all);
    for (TenantId tenant : tenants) {
      DayBook.Known known =
          transactions.call(
              new Caller(tenant, caller.trace()), transaction -> known(transaction, left));
      left.removeIf(entry -> known.payment(entry).isPresent());
    }
    return left;
  }

  private void finish(Caller caller, RunStore.Claim claim, DayBook book) {
    Instant from = start(claim.day());
    // What was captured since the list was read cannot be on it.
    Instant known = transactions.call(caller, transaction -> runs.startOf(transaction, claim));
    Instant until = known.isBefore(end(claim.day())) ? known : end(claim.day());
    transactions.run(
        caller,
        transaction -> {
          books.payments().confirmed(transaction, from, until).forEach(book::booked);
          books.refunds().completed(transaction, from, until).forEach(book::booked);
          books
              .payments()
              .unpaid(transaction, from, until)
              .forEach(one -> book.contradicted(one.id(), "its order is not paid"));
          books
              .payments()
              .silent(transaction, from, until)
              .forEach(one -> book.contradicted(one.id(), "no event tells of its capture"));
          books
              .credits()
              .unbalanced(transaction)
              .forEach(one -> book.unbalanced(one.account(), one.balance(), one.postings()));
          book.differences().forEach(difference -> runs.found(transaction, claim, difference));
          runs.resolveGone(transaction, claim);
          book.differences().forEach(difference -> giveBack(transaction, difference));
        });
    unsettled(book).forEach(payment -> settle(caller, claim, payment));
    transactions.run(
        caller, transaction -> runs.end(transaction, claim, book.totals(), Optional.empty()));
    if (!book.differences().isEmpty()) {
      LOG.error(
          "reconciliation of {} found {} differences", claim.day(), book.differences().size());
    }
  }

  private void giveBack(TenantTransaction transaction, Difference difference) {
    PaymentId payment = difference.concerned().payment();
    String key = difference.concerned().paymentKey();
    if (difference.kind() == Difference.Kind.LATE_CAPTURE && payment != null && key != null) {
      books.payments().takenAfterFailure(transaction, payment, key);
    }
  }

  private static Set<PaymentId> unsettled(DayBook book) {
    Set<PaymentId> payments = new LinkedHashSet<>();
    for (Difference difference : book.differences()) {
      Object status = difference.local().get("status");
      PaymentId payment = difference.concerned().payment();
      boolean open = status != null && Set.of("CONFIRMING", "UNKNOWN").contains(status.toString());
      if (difference.kind() == Difference.Kind.STATUS_MISMATCH && open && payment != null) {
        payments.add(payment);
      }
    }
    return payments;
  }

  /** The provider's record may end an unknown outcome, here as everywhere. */
  private void settle(Caller caller, RunStore.Claim claim, PaymentId payment) {
    if (provider.inquiry().look(caller, payment)) {
      transactions.run(
          caller, transaction -> runs.resolveSettled(transaction, claim, payment.value()));
    }
  }

  static Instant start(LocalDate day) {
    return day.atStartOfDay(ZONE).toInstant();
  }

  private static Instant end(LocalDate day) {
    return start(day.plusDays(1));
  }

  LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZONE);
  }
}
