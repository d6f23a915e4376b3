package com.moalog.fluxpay.payment;

import com.moalog.fluxpay.database.TenantTransaction;
import com.moalog.fluxpay.http.Answer;
import com.moalog.fluxpay.http.Answers;
import com.moalog.fluxpay.http.JsonBody;
import com.moalog.fluxpay.idempotency.Ticket;
import com.moalog.fluxpay.model.Caller;
import com.moalog.fluxpay.model.IdSource;
import com.moalog.fluxpay.model.PaymentId;
import com.moalog.fluxpay.order.model.Order;
import com.moalog.fluxpay.payment.model.Failure;
import com.moalog.fluxpay.payment.model.Payment;
import com.moalog.fluxpay.payment.model.PaymentMethod;
import java.util.Optional;

/**
 * The steps of a payment for whoever does several in one go. Each step is what the call of its own
 * does, and safe to repeat. Thread-safe.
 */
public final class CheckoutPayments {

  private static final int OK = 200;

  private final Ledger ledger;
  private final Payments payments;
  private final Steps steps;
  private final IdSource ids;
  private final Answers answers;

  CheckoutPayments(Ledger ledger, Payments payments, Steps steps, IdSource ids, Answers answers) {
    this.ledger = ledger;
    this.payments = payments;
    this.steps = steps;
    this.ids = ids;
    this.answers = answers;
  }

  /** The steps that call the provider. */
  record Steps(Approval approval, Confirmation confirmation) {}

  /**
   * How the customer pays.
   *
   * @param paymentKey the session that the customer authenticated, if that happened
   */
  public record Chosen(PaymentMethod method, Optional<String> paymentKey) {}

  /**
   * Reads the fields of a payment.
   *
   * @throws com.moalog.fluxpay.http.RefusedException naming every field that is not acceptable
   */
  public static Chosen chosen(JsonBody body) {
    ApprovePayment wish = ApprovePayment.from(body, true);
    return new Chosen(
        wish.method(),
        wish.session() instanceof ApprovePayment.Session.Named(String key)
            ? Optional.of(key)
            : Optional.empty());
  }

  /** A new payment of a new order. */
  public Payment create(TenantTransaction transaction, Order order) {
    Payment payment =
        Payment.ready(new PaymentId(ids.next()), order.id(), order.total(), ledger.now());
    if (!payments.create(transaction, payment)) {
      throw new IllegalStateException("order " + order.id() + " has a payment already");
    }
    return payment;
  }

  /** Locks the payment's order, then the payment. */
  public Optional<Locked> lock(TenantTransaction transaction, PaymentId id) {
    return ledger.lock(transaction, id);
  }

  /** Verifies the session; the answer says whether that could be done. */
  public Answer approve(Caller caller, PaymentId id, PaymentMethod method, String key) {
    ApprovePayment wish = new ApprovePayment(method, new ApprovePayment.Session.Named(key));
    return steps.approval().approve(caller, id, wish, untied()).answer();
  }

  /** Captures the payment. */
  public Answer confirm(Caller caller, PaymentId id) {
    Confirmation.Wish wish =
        new Confirmation.Wish(ConfirmPayment.EMPTY, steps.confirmation().begin());
    return steps.confirmation().confirm(caller, id, wish, untied()).orElseThrow();
  }

  /** Gives up a payment that certainly nothing was captured of. */
  public void undo(TenantTransaction transaction, Locked locked) {
    if (locked.payment().status().isVoidable()) {
      ledger.fail(transaction, locked, new Failure("VOIDED", "Saga compensation"));
    }
  }

  /** The payment as clients see it. */
  public Object view(Payment payment) {
    return PaymentView.of(payment);
  }

  /** A step is no request: whoever does several stores the answer at the end. */
  private Closing untied() {
    return new Closing(answers, Ticket.untied(), OK);
  }
}
