package com.moalog.fluxpay.payment;

import com.moalog.fluxpay.database.TenantTransaction;
import com.moalog.fluxpay.http.Answer;
import com.moalog.fluxpay.http.Answers;
import com.moalog.fluxpay.idempotency.Ticket;
import com.moalog.fluxpay.model.Decision;
import com.moalog.fluxpay.model.ErrorCode;
import com.moalog.fluxpay.payment.model.Payment;
import java.util.Optional;

/** Turns the end of a use case into the answer, and stores it with the last transaction. */
final class Closing {

  private static final int ACCEPTED = 202;

  private final Answers answers;
  private final Ticket ticket;
  private final int success;

  /**
   * @param success the status of an answer about a payment whose outcome is known
   */
  Closing(Answers answers, Ticket ticket, int success) {
    this.answers = answers;
    this.ticket = ticket;
    this.success = success;
  }

  /**
   * The call to the provider that an execution of this very request began before it was cut off.
   */
  Optional<Long> begun() {
    return ticket.begun().map(Long::valueOf);
  }

  /** Ties the request to its call to the provider: a repeat knows what became of it as its own. */
  void begin(TenantTransaction transaction, long attempt) {
    ticket.begin(transaction, "attempt", Long.toString(attempt));
  }

  /** The call to the provider had no effect, and the payment is as it was before. */
  void undo(TenantTransaction transaction) {
    ticket.undo(transaction);
  }

  Answer close(TenantTransaction transaction, Payment payment) {
    return close(transaction, Decision.accepted(payment));
  }

  Answer close(TenantTransaction transaction, Decision<Payment> decision) {
    Answer answer =
        switch (decision) {
          case Decision.Accepted<Payment>(Payment payment) ->
              answers.success(
                  payment.status().isInFlight() ? ACCEPTED : success,
                  PaymentView.of(payment),
                  transaction.caller().trace());
          case Decision.Refused<Payment>(ErrorCode code) ->
              answers.refusal(code, transaction.caller().trace());
        };
    ticket.complete(transaction, answer);
    return answer;
  }

  /** The answer when nothing was sent to the provider. It is not stored: the client may repeat. */
  Answer unsent(TenantTransaction transaction) {
    undo(transaction);
    return answers.refusal(ErrorCode.PAY_005, transaction.caller().trace());
  }
}
