package com.moalog.fluxpay.latecapture;

import com.moalog.fluxpay.audit.Audit;
import com.moalog.fluxpay.database.TenantTransaction;
import com.moalog.fluxpay.database.TenantTransactions;
import com.moalog.fluxpay.model.Caller;
import com.moalog.fluxpay.model.PaymentId;
import com.moalog.fluxpay.payment.Attempts;
import com.moalog.fluxpay.payment.FailedPayments;
import com.moalog.fluxpay.psp.BillingProvider;
import com.moalog.fluxpay.psp.CancelRequest;
import com.moalog.fluxpay.psp.Cancellation;
import com.moalog.fluxpay.psp.LookUp;
import com.moalog.fluxpay.psp.ProviderRecord;
import com.moalog.fluxpay.psp.RefundProvider;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives back what the provider captured for a payment that had failed here. The provider's record
 * decides before and after; the intent is committed before the provider is asked, and the way back
 * carries a tag, so that a crash in between gives nothing back twice. Thread-safe, also against
 * other instances: a task runs under a lease, and repeats use the same idempotency key.
 */
final class LateCaptures {

  /** A request that was not answered by then can have no effect any more. */
  static final Duration SETTLED_AFTER = Duration.ofSeconds(60);

  private static final Logger LOG = LoggerFactory.getLogger(LateCaptures.class);
  private static final String REASON = "Captured after the payment had failed";

  private final TenantTransactions transactions;
  private final FailedPayments payments;
  private final Records records;
  private final Provider provider;

  /** Where it is written down. */
  record Records(LateCaptureItems items, Attempts attempts, Audit audit) {}

  /** Who took the money: in a session of the customer, or from a stored card. */
  record Provider(RefundProvider refunds, BillingProvider billing) {

    LookUp lookUp(FailedPayments.Failed failed) {
      @Nullable String key = failed.paymentKey();
      return key == null ? billing.lookUpCharge(failed.id()) : refunds.lookUp(key);
    }
  }

  LateCaptures(
      TenantTransactions transactions,
      FailedPayments payments,
      Records records,
      Provider provider) {
    this.transactions = transactions;
    this.payments = payments;
    this.records = records;
    this.provider = provider;
  }

  /** A request to the provider that was written down. */
  private record Sending(CancelRequest request, long attempt) {}

  /**
   * Looks for a late capture of the payment and gives it back.
   *
   * @return whether there is nothing left to do
   */
  boolean proceed(Caller caller, PaymentId id) {
    Optional<FailedPayments.Failed> failed =
        transactions.call(caller, transaction -> payments.find(transaction, id));
    return failed.isEmpty() || proceed(caller, failed.get());
  }

  private boolean proceed(Caller caller, FailedPayments.Failed failed) {
    return switch (provider.lookUp(failed)) {
      case LookUp.Absent() -> true;
      case LookUp.Failed(String cause, _) -> {
        LOG.warn("payment {} cannot be looked up: {}", failed.id(), cause);
        yield false;
      }
      case LookUp.Found(ProviderRecord record) -> looked(caller, failed, record);
    };
  }

  private boolean looked(Caller caller, FailedPayments.Failed failed, ProviderRecord record) {
    Optional<ProviderRecord.Cancel> back = record.cancelTagged(tag(failed.id()), failed.amount());
    if (back.isPresent()) {
      return transactions.call(
          caller, transaction -> returned(transaction, failed, back.get().transactionKey()));
    }
    if (record.status() != ProviderRecord.Status.DONE) {
      return true;
    }
    if (!record.isFor(failed.providerOrder(), failed.amount())) {
      LOG.error(
          "AMOUNT_MISMATCH: payment {} was captured for another order or amount", failed.id());
      return true;
    }
    Sending sending = transactions.call(caller, transaction -> begun(transaction, failed, record));
    Cancellation answer = provider.refunds().cancel(sending.request());
    return transactions.call(caller, transaction -> ended(transaction, failed, sending, answer));
  }

  private Sending begun(
      TenantTransaction transaction, FailedPayments.Failed failed, ProviderRecord record) {
    records
        .items()
        .open(transaction, failed.id(), record.paymentKey(), failed.amount(), payments.now());
    String key = key(failed.id(), records.attempts().lastUnder(transaction, stem(failed.id())));
    long attempt =
        records.attempts().begin(transaction, failed.id(), Attempts.Operation.CANCEL, key);
    return new Sending(
        new CancelRequest(
            record.paymentKey(),
            failed.amount(),
            Objects.requireNonNullElse(record.balance(), failed.amount().amount()),
            tag(failed.id()),
            REASON,
            key),
        attempt);
  }

  private boolean ended(
      TenantTransaction transaction,
      FailedPayments.Failed failed,
      Sending sending,
      Cancellation answer) {
    Attempts.Result result =
        switch (answer.outcome()) {
          case Cancellation.Returned _ -> Attempts.Result.SUCCEEDED;
          case Cancellation.Rejected _, Cancellation.Misconfigured _ -> Attempts.Result.DECLINED;
          case Cancellation.AlreadyDone _,
              Cancellation.OtherBalance _,
              Cancellation.NotSent _,
              Cancellation.Unknown _ ->
              Attempts.Result.UNKNOWN;
        };
    records.attempts().end(transaction, sending.attempt(), result, answer.exchange());
    if (answer.outcome() instanceof Cancellation.Returned(String transactionKey)) {
      return returned(transaction, failed, transactionKey);
    }
    LOG.warn("the late capture of payment {} is not back yet: {}", failed.id(), answer.outcome());
    return false;
  }

  private boolean returned(
      TenantTransaction transaction, FailedPayments.Failed failed, String transactionKey) {
    if (records.items().resolve(transaction, failed.id(), transactionKey, payments.now())) {
      LOG.warn("the late capture of payment {} went back", failed.id());
      records
          .audit()
          .append(
              transaction,
              payments.now(),
              new Audit.Entry(
                  "payment.late_capture_returned",
                  "payment",
                  failed.id().toString(),
                  Map.of("captured", failed.amount().amount()),
                  Map.of("transactionKey", transactionKey)));
    }
    return true;
  }

  /** As the record showed no effect, a new key is safe once the request before can have none. */
  private static String key(PaymentId id, Optional<Attempts.Last> last) {
    int number = last.map(Attempts.Last::number).orElse(1);
    boolean over =
        last.filter(one -> one.answered() || one.age().compareTo(SETTLED_AFTER) >= 0).isPresent();
    return stem(id) + "-" + (over ? number + 1 : number);
  }

  private static String stem(PaymentId id) {
    return "late-" + id;
  }

  private static String tag(PaymentId id) {
    return "[late-" + id + "]";
  }
}
