package com.moalog.server.pdf;

/** A report that could not be made. */
final class ReportException extends RuntimeException {

  ReportException(String message, Throwable cause) {
    super(message, cause);
  }
}
