package com.moalog.fluxpay.idempotency;

import com.moalog.fluxpay.database.TenantTransaction;
import com.moalog.fluxpay.http.Answer;

/**
 * The right to execute one request. Whoever executes hands its answer in with the last transaction,
 * so that the change and the stored answer are committed together or not at all.
 */
public interface Ticket {

  /** Whether an earlier execution of the same request was cut off, so that this one resumes it. */
  boolean isTakeOver();

  /**
   * Stores the answer that every repeat of the request will get.
   *
   * @throws LostTicketException when another execution has taken over; the transaction rolls back
   */
  void complete(TenantTransaction transaction, Answer answer);
}
