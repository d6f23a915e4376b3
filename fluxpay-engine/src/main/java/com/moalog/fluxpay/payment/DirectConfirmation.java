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
import java.util.Set;

/**
 * Approval and capture in one call, for a client that comes back from the provider's checkout with
 * session, order and amount. Each of the two is what its own call does, and both share the time of
 * one; a repeat of a call that was cut off goes on where it stands. Thread-safe.
 */
final class DirectConfirmation {

  private static final int OK = 200;

  /** Somebody else was faster with the payment, so that it tells itself what became of it. */
  private static final Set<ErrorCode> OVERTAKEN = Set.of(ErrorCode.PAY_003, ErrorCode.PAY_006);

  private final TenantTransactions transactions;
  private final Approval approval;
  private final Confirmation confirmation;
  private final Answers answers;

  DirectConfirmation(
      TenantTransactions transactions,
      Approval approval,
      Confirmation confirmation,
      Answers answers) {
    this.transactions = transactions;
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
    Confirmation.Wish captured = new Confirmation.Wish(wish, confirmation.begin());
    return confirmation
        .confirm(caller, id, captured, closing)
        .orElseGet(() -> approved(caller, id, captured, closing));
  }

  private Answer approved(Caller caller, PaymentId id, Confirmation.Wish wish, Closing closing) {
    ApprovePayment session = ApprovePayment.of(wish.repeated().paymentKey().orElseThrow());
    Decision<Payment> decision =
        approval.approve(caller, id, session, new Closing(answers, Ticket.untied(), OK)).decision();
    boolean isOver =
        switch (decision) {
          case Decision.Accepted<Payment>(Payment payment) ->
              payment.status() == PaymentStatus.FAILED;
          case Decision.Refused<Payment>(ErrorCode code) -> !OVERTAKEN.contains(code);
        };
    return isOver
        ? transactions.call(caller, transaction -> closing.close(transaction, decision))
        : confirmation
            .confirm(caller, id, wish, closing)
            .orElseThrow(() -> RefusedException.of(ErrorCode.PAY_003));
  }
}
