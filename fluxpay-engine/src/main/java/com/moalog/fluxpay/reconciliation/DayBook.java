package com.moalog.fluxpay.reconciliation;

import com.moalog.fluxpay.latecapture.LateReturns;
import com.moalog.fluxpay.model.PaymentId;
import com.moalog.fluxpay.payment.SettledPayments;
import com.moalog.fluxpay.psp.SettlementList;
import com.moalog.fluxpay.reconciliation.Difference.Concerned;
import com.moalog.fluxpay.reconciliation.Difference.Kind;
import com.moalog.fluxpay.refund.SettledRefunds;
import com.moalog.fluxpay.refund.model.RefundStatus;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Compares a day's movements, page by page, with what our books know, and remembers which movements
 * it saw. It only compares; it asks nobody and changes nothing. Not thread-safe.
 */
final class DayBook {

  /** How often each movement was listed, by its transaction key. */
  private final Map<String, Integer> seen = new HashMap<>();

  private final List<Difference> differences = new ArrayList<>();
  private final Map<String, Totals> totals = new TreeMap<>();

  /** What our books know of a page's movements. */
  record Known(
      List<SettledPayments.Settled> payments,
      List<SettledRefunds.Settled> refunds,
      LateReturns.Known returns) {

    Optional<SettledPayments.Settled> payment(SettlementList.Entry entry) {
      Optional<SettledPayments.Settled> named =
          payments.stream().filter(one -> entry.paymentKey().equals(one.paymentKey())).findFirst();
      // An order's payments come failed ones first, so the last one is the live one.
      return named.or(() ->
          payments.stream()
              .filter(one -> one.paymentKey() == null)
              .filter(one -> one.providerOrder().equals(entry.orderId()))
              .reduce((_, last) -> last));
    }

    Optional<SettledRefunds.Settled> refund(SettlementList.Entry entry) {
      return refunds.stream()
          .filter(one -> entry.transactionKey().equals(one.transactionKey()))
          .findFirst();
    }
  }

  /** What was captured and what went back, by our books and by the provider's list. */
  record Totals(
      BigDecimal captured, BigDecimal returned, BigDecimal pspCaptured, BigDecimal pspReturned) {

    static final Totals NONE =
        new Totals(BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);

    Totals plus(Totals more) {
      return new Totals(
          captured.add(more.captured),
          returned.add(more.returned),
          pspCaptured.add(more.pspCaptured),
          pspReturned.add(more.pspReturned));
    }
  }

  /** Sees a movement of another day, so that it is not missed on this one. */
  void glance(SettlementList.Entry entry) {
    seen.putIfAbsent(entry.transactionKey(), 0);
  }

  /**
   * Compares a movement of the day.
   *
   * @return whether it concerns this tenant's books
   */
  boolean compare(SettlementList.Entry entry, Known known) {
    Optional<SettledPayments.Settled> payment = known.payment(entry);
    if (payment.isEmpty()) {
      return false;
    }
    BigDecimal sum = entry.amount().abs();
    add(
        entry.currency(),
        entry.isCapture()
            ? new Totals(BigDecimal.ZERO, BigDecimal.ZERO, sum, BigDecimal.ZERO)
            : new Totals(BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, sum));
    int times = seen.merge(entry.transactionKey(), 1, Integer::sum);
    if (times > 1) {
      differ(
          Kind.AMOUNT_MISMATCH,
          entry,
          new Concerned(payment.get().id(), null, entry.paymentKey()),
          Map.of("amount", payment.get().amount().amount(), "times", 1),
          Map.of("amount", entry.amount(), "times", times));
    } else if (entry.isCapture()) {
      capture(entry, payment.get(), known);
    } else {
      cancel(entry, payment.get(), known);
    }
    return true;
  }

  private void capture(SettlementList.Entry entry, SettledPayments.Settled payment, Known known) {
    Concerned concerned = new Concerned(payment.id(), null, entry.paymentKey());
    Optional<Kind> kind =
        switch (payment.status()) {
          case CONFIRMED, PARTIALLY_REFUNDED, REFUNDED -> captured(entry, payment);
          case FAILED ->
              known.returns().payments().contains(payment.id().toString())
                  ? Optional.empty()
                  : Optional.of(Kind.LATE_CAPTURE);
          case READY, PROCESSING, APPROVED, CONFIRMING, UNKNOWN ->
              Optional.of(Kind.STATUS_MISMATCH);
        };
    kind.ifPresent(found ->
        differ(
            found,
            entry,
            concerned,
            Map.of(
                "status", payment.status(),
                "amount", payment.amount().amount(),
                "currency", payment.amount().currency(),
                "transactionKey", text(payment.transactionKey())),
            facts(entry)));
  }

  private static Optional<Kind> captured(
      SettlementList.Entry entry, SettledPayments.Settled payment) {
    if (payment.amount().amount().compareTo(entry.amount()) != 0
        || !payment.amount().currency().name().equals(entry.currency())) {
      return Optional.of(Kind.AMOUNT_MISMATCH);
    }
    if (!entry.status().equals("DONE")) {
      return Optional.of(Kind.STATUS_MISMATCH);
    }
    boolean another =
        payment.transactionKey() != null
            && !payment.transactionKey().equals(entry.transactionKey());
    return another ? Optional.of(Kind.MISSING_LOCAL) : Optional.empty();
  }

  private void cancel(SettlementList.Entry entry, SettledPayments.Settled payment, Known known) {
    if (known.returns().transactionKeys().contains(entry.transactionKey())) {
      return;
    }
    Optional<SettledRefunds.Settled> refund = known.refund(entry);
    if (refund.isPresent()) {
      refunded(entry, refund.get());
      return;
    }
    Optional<SettledRefunds.Settled> open =
        known.refunds().stream()
            .filter(one -> one.payment().equals(payment.id()))
            .filter(one -> one.status() != RefundStatus.COMPLETED)
            .findFirst();
    differ(
        open.isPresent() ? Kind.STATUS_MISMATCH : Kind.MISSING_LOCAL,
        entry,
        new Concerned(
            payment.id(), open.map(SettledRefunds.Settled::id).orElse(null), entry.paymentKey()),
        open.<Map<String, Object>>map(
                one -> Map.of("status", one.status(), "amount", one.amount().amount()))
            .orElseGet(Map::of),
        facts(entry));
  }

  private void refunded(SettlementList.Entry entry, SettledRefunds.Settled refund) {
    boolean agreed = refund.amount().amount().compareTo(entry.amount().negate()) == 0;
    boolean gone = entry.status().equals("CANCELED") || entry.status().equals("PARTIAL_CANCELED");
    if (!agreed || !gone) {
      differ(
          agreed ? Kind.STATUS_MISMATCH : Kind.AMOUNT_MISMATCH,
          entry,
          new Concerned(refund.payment(), refund.id(), entry.paymentKey()),
          Map.of("status", refund.status(), "amount", refund.amount().amount()),
          facts(entry));
    }
  }

  /** A movement that nobody's books know of. */
  void unknown(SettlementList.Entry entry) {
    differ(
        Kind.MISSING_LOCAL,
        entry,
        new Concerned(null, null, entry.paymentKey()),
        Map.of(),
        facts(entry));
  }

  /** A capture of the day by our books. */
  void booked(SettledPayments.Settled payment) {
    add(
        payment.amount().currency().name(),
        new Totals(payment.amount().amount(), BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO));
    missed(
        text(payment.transactionKey()),
        new Concerned(payment.id(), null, payment.paymentKey()),
        Map.of("status", payment.status(), "amount", payment.amount().amount()));
  }

  /** A refund of the day by our books. */
  void booked(SettledRefunds.Settled refund) {
    add(
        refund.amount().currency().name(),
        new Totals(BigDecimal.ZERO, refund.amount().amount(), BigDecimal.ZERO, BigDecimal.ZERO));
    missed(
        text(refund.transactionKey()),
        new Concerned(refund.payment(), refund.id(), null),
        Map.of("status", refund.status(), "amount", refund.amount().amount().negate()));
  }

  private void missed(String transactionKey, Concerned concerned, Map<String, Object> local) {
    if (!seen.containsKey(transactionKey)) {
      differences.add(new Difference(Kind.MISSING_PSP, transactionKey, concerned, local, Map.of()));
    }
  }

  /** A captured payment that the rest of our own books contradicts. */
  void contradicted(PaymentId payment, String by) {
    differences.add(
        new Difference(
            Kind.STATUS_MISMATCH,
            payment + " " + by,
            new Concerned(payment, null, null),
            Map.of("contradictedBy", by),
            Map.of()));
  }

  /** An account whose balance is not the sum of its postings. */
  void unbalanced(String account, BigDecimal balance, BigDecimal postings) {
    differences.add(
        new Difference(
            Kind.AMOUNT_MISMATCH,
            "credit " + account,
            new Concerned(null, null, null),
            Map.of("balance", balance, "postings", postings),
            Map.of()));
  }

  private void differ(
      Kind kind,
      SettlementList.Entry entry,
      Concerned concerned,
      Map<String, Object> local,
      Map<String, Object> provider) {
    differences.add(new Difference(kind, entry.transactionKey(), concerned, local, provider));
  }

  private void add(String currency, Totals more) {
    totals.merge(currency, more, Totals::plus);
  }

  private static Map<String, Object> facts(SettlementList.Entry entry) {
    return Map.of(
        "transactionKey", entry.transactionKey(),
        "orderId", entry.orderId(),
        "amount", entry.amount(),
        "currency", entry.currency(),
        "status", entry.status(),
        "at", entry.at());
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }

  List<Difference> differences() {
    return List.copyOf(differences);
  }

  Map<String, Totals> totals() {
    return Map.copyOf(totals);
  }
}
