package com.moalog.fluxpay.idempotency;

/** This execution lasted longer than its lease, and another one has taken the request over. */
final class LostTicketException extends RuntimeException {

  LostTicketException(String endpoint) {
    super("another execution has taken over " + endpoint);
  }
}
