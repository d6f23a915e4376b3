package com.moalog.fluxpay.database;

/** The database cannot be used now; the same work may succeed later. */
public final class DatabaseUnavailableException extends RuntimeException {

  DatabaseUnavailableException(String reason) {
    super(reason);
  }
}
