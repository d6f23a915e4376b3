package com.moalog.server.pdf;

/** A report that takes longer than a report may take. */
final class ReportTimeoutException extends RuntimeException {

  ReportTimeoutException() {
    super("the report takes longer than " + ReportWriter.TIME_LIMIT);
  }
}
