package com.moalog.rjmx.host;

/** A file could not be read; the message names it. */
public final class FileException extends Exception {

  /** Why. */
  public enum Reason {
    MISSING,
    TOO_LARGE,
    UNREADABLE
  }

  private final Reason reason;

  public FileException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
