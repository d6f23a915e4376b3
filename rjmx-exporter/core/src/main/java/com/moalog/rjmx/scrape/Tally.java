package com.moalog.rjmx.scrape;

/**
 * Counts what went wrong in answers, of one target over the life of the process. Not thread-safe.
 */
final class Tally {

  private long attributeErrors;
  private long nulls;

  void attributeError() {
    attributeErrors++;
  }

  void nothing() {
    nulls++;
  }

  /** Attributes that the target could not read, or that were too large. */
  long attributeErrors() {
    return attributeErrors;
  }

  /** Values that were null. */
  long nulls() {
    return nulls;
  }
}
