package com.moalog.fluxpay.subscription;

import com.moalog.fluxpay.database.TenantTransaction;
import com.moalog.fluxpay.database.TenantTransactions;
import com.moalog.fluxpay.model.Caller;
import com.moalog.fluxpay.model.PaymentId;
import com.moalog.fluxpay.payment.BillingCharges;
import com.moalog.fluxpay.psp.BillingProvider;
import com.moalog.fluxpay.psp.Capture;
import com.moalog.fluxpay.psp.ChargeRequest;
import com.moalog.fluxpay.psp.LookUp;
import com.moalog.fluxpay.psp.ProviderRecord;
import com.moalog.fluxpay.subscription.model.SubscriptionId;
import java.util.Optional;

/**
 * Does what is due for a subscription, one step at a time. A charge is begun in one transaction,
 * asked for with none open, and settled in another; whoever comes back after a crash finds the
 * bill's payment still open and first asks the provider what became of it. Thread-safe, also
 * against other instances: each transaction locks the subscription or the charge and looks afresh.
 */
final class Cycle {

  private final TenantTransactions transactions;
  private final Billing billing;
  private final BillingCharges charges;
  private final BillingProvider provider;

  Cycle(
      TenantTransactions transactions,
      Billing billing,
      BillingCharges charges,
      BillingProvider provider) {
    this.transactions = transactions;
    this.billing = billing;
    this.charges = charges;
    this.provider = provider;
  }

  /** What a turn found. */
  sealed interface Turn {

    /** One step was done; there may be another. */
    record Stepped() implements Turn {}

    /** Nothing is due yet; the next turn is scheduled. */
    record Waiting() implements Turn {}

    /** The outcome of a charge is not known yet. */
    record Open() implements Turn {}

    /** The subscription is over, or there is none. */
    record Over() implements Turn {}
  }

  /** Does the next thing that is due. */
  Turn turn(Caller caller, SubscriptionId id) {
    Billing.Due due = transactions.call(caller, transaction -> billing.due(transaction, id));
    return switch (due) {
      case Billing.Due.Nothing() -> new Turn.Over();
      case Billing.Due.Done() -> new Turn.Stepped();
      case Billing.Due.Later() -> new Turn.Waiting();
      case Billing.Due.Begun begun -> charged(caller, id, begun);
      case Billing.Due.InFlight inFlight -> resumed(caller, id, inFlight);
    };
  }

  private Turn charged(Caller caller, SubscriptionId id, Billing.Due.Begun begun) {
    Capture capture = provider.charge(begun.request());
    return settled(caller, id, begun.attempt(), capture);
  }

  private Turn settled(
      Caller caller, SubscriptionId id, BillingCharges.Try attempt, Capture capture) {
    return transactions.call(
        caller, transaction -> end(transaction, id, charges.settle(transaction, attempt, capture)));
  }

  private Turn end(
      TenantTransaction transaction, SubscriptionId id, BillingCharges.Standing standing) {
    return billing.settle(transaction, id, standing) ? new Turn.Stepped() : new Turn.Open();
  }

  /** An earlier try may have captured the money: the provider's record tells. */
  private Turn resumed(Caller caller, SubscriptionId id, Billing.Due.InFlight inFlight) {
    PaymentId payment = inFlight.payment();
    return switch (provider.lookUpCharge(payment)) {
      case LookUp.Found(ProviderRecord record) -> concluded(caller, id, payment, record);
      case LookUp.Failed _ -> new Turn.Open();
      case LookUp.Absent() -> {
        Optional<BillingCharges.Try> again =
            transactions.call(caller, transaction -> charges.again(transaction, payment));
        yield again.isEmpty()
            ? transactions.call(
                caller, transaction -> end(transaction, id, charges.standing(transaction, payment)))
            : repeated(caller, id, inFlight, again.get());
      }
    };
  }

  private Turn concluded(
      Caller caller, SubscriptionId id, PaymentId payment, ProviderRecord record) {
    return transactions.call(
        caller,
        transaction -> end(transaction, id, charges.conclude(transaction, payment, record)));
  }

  /** A decline of a repeat says nothing about the first request; only the record does. */
  private Turn repeated(
      Caller caller, SubscriptionId id, Billing.Due.InFlight inFlight, BillingCharges.Try again) {
    Optional<ChargeRequest> request = inFlight.request(again);
    if (request.isEmpty()) {
      return new Turn.Open();
    }
    Capture capture = provider.charge(request.get());
    if (!(capture.outcome() instanceof Capture.Declined)) {
      return settled(caller, id, again, capture);
    }
    return switch (provider.lookUpCharge(again.payment())) {
      case LookUp.Found(ProviderRecord record) -> concluded(caller, id, again.payment(), record);
      case LookUp.Absent() -> settled(caller, id, again, capture);
      case LookUp.Failed(String cause, _) -> {
        Capture doubted = new Capture(new Capture.Unknown(cause), capture.exchange());
        yield settled(caller, id, again, doubted);
      }
    };
  }
}
