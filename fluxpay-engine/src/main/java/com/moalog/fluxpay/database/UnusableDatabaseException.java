package com.moalog.fluxpay.database;

/** The database must not be used as it is configured; trying again changes nothing. */
public final class UnusableDatabaseException extends RuntimeException {

  UnusableDatabaseException(String reason) {
    super(reason);
  }

  UnusableDatabaseException(String reason, Throwable cause) {
    super(reason, cause);
  }
}
