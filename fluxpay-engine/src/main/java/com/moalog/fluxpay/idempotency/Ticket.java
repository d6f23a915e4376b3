package com.moalog.fluxpay.idempotency;

import com.moalog.fluxpay.database.TenantTransaction;
import com.moalog.fluxpay.http.Answer;
import java.util.Optional;

/**
 * The right to execute one request. Whoever executes hands its answer in with the last transaction,
 * so that the change and the stored answer are committed together or not at all.
 */
public interface Ticket {

  /** For a request without a key, or a step of a request that is tied as a whole. */
  static Ticket untied() {
    return Untied.TICKET;
  }

  /** What an execution that was cut off had begun, if it got that far; this one resumes it. */
  Optional<String> begun();

  /**
   * Ties the request to what it begins, so that a take-over resumes it instead of beginning
   * another.
   *
   * @param type kind of the resource, at most 30 characters
   * @param id its id, at most 50 characters
   * @throws LostTicketException when another execution has taken over; the transaction rolls back
   */
  void begin(TenantTransaction transaction, String type, String id);

  /**
   * Unties the request from what it began, for that is undone: a repeat begins anew.
   *
   * @throws LostTicketException when another execution has taken over; the transaction rolls back
   */
  void undo(TenantTransaction transaction);

  /**
   * Stores the answer that every repeat of the request will get.
   *
   * @throws LostTicketException when another execution has taken over; the transaction rolls back
   */
  void complete(TenantTransaction transaction, Answer answer);
}
