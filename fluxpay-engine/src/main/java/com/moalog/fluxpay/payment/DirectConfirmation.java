package com.moalog.fluxpay.payment;

import com.moalog.fluxpay.database.TenantTransactions;
import com.moalog.fluxpay.http.Answer;
import com.moalog.fluxpay.http.Answers;
import com.moalog.fluxpay.http.RefusedException;
import com.moalog.fluxpay.idempotency.Ticket;
import com.moalog.fluxpay.model.Caller;
import com.moalog.fluxpay.model.Decision;
import com.moalog.fluxpay.model.ErrorCode;
import com.moalog.fluxpay.model.PaymentId;
import com.moalog.fluxpay.payment.model.Payment;
import com.moalog.fluxpay.payment.model.PaymentStatus;
import java.util.Optional;

/**
 * Approval and capture in one call, for a client that comes back from the provider's checkout with
 * session, order and amount. Each of the two is what its own call does; a repeat of a call that was
 * cut off goes on where it stands. Thread-safe.
 */
final class DirectConfirmation {

  private static final int OK = 200;

  private final TenantTransactions transactions;
  private final PaymentStore store;
  private final Approval approval;
  private final Confirmation confirmation;
  private final Answers answers;

  DirectConfirmation(
      TenantTransactions transactions,
      PaymentStore store,
      Approval approval,
      Confirmation confirmation,
      Answers answers) {
    this.transactions = transactions;
    this.store = store;
    this.approval = approval;
    this.confirmation = confirmation;
    this.answers = answers;
  }

  /**
   * Captures the payment, and approves it first where that is still to be done.
   *
   * @throws RefusedException as {@link Approval} and {@link Confirmation} do, and with {@code
   *     PAY_003} while the session is being verified for somebody else
   */
  Answer confirm(Caller caller, PaymentId id, ConfirmPayment wish, Closing closing) {
    Optional<Payment> payment =
        wish.isComplete() && closing.begun().isEmpty()
            ? transactions.call(caller, transaction -> store.find(transaction, id))
            : Optional.empty();
    return switch (payment.map(Payment::status).orElse(PaymentStatus.APPROVED)) {
      case READY ->
          wish.agreesWith(payment.orElseThrow())
              ? approved(caller, id, wish, closing)
              : refused(caller, ErrorCode.PAY_002, closing);
      case PROCESSING -> throw RefusedException.of(ErrorCode.PAY_003);
      case APPROVED, CONFIRMING, UNKNOWN, CONFIRMED, PARTIALLY_REFUNDED, REFUNDED, FAILED ->
          confirmation.confirm(caller, id, wish, closing);
    };
  }

  private Answer approved(Caller caller, PaymentId id, ConfirmPayment wish, Closing closing) {
    ApprovePayment session = ApprovePayment.of(wish.paymentKey().orElseThrow());
    approval.approve(caller, id, session, new Closing(answers, Ticket.untied(), OK));
    Payment payment =
        transactions.call(caller, transaction -> store.find(transaction, id)).orElseThrow();
    return switch (payment.status()) {
      case READY -> refused(caller, ErrorCode.PAY_004, closing);
      case PROCESSING -> throw RefusedException.of(ErrorCode.PAY_003);
      case FAILED -> transactions.call(caller, transaction -> closing.close(transaction, payment));
      case APPROVED, CONFIRMING, UNKNOWN, CONFIRMED, PARTIALLY_REFUNDED, REFUNDED ->
          confirmation.confirm(caller, id, wish, closing);
    };
  }

  private Answer refused(Caller caller, ErrorCode why, Closing closing) {
    return transactions.call(
        caller, transaction -> closing.close(transaction, Decision.refused(why)));
  }
}
