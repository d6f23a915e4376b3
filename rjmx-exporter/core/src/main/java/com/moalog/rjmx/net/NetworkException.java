package com.moalog.rjmx.net;

/** TCP refused or lost something; the reason says what, the message names the address. */
public final class NetworkException extends Exception {

  /** What went wrong, in the words of the log and of {@code --check-target}. */
  public enum Reason {
    ADDRESS_IN_USE,
    REFUSED,
    RESET,
    TLS,
    UNREACHABLE,
    UNRESOLVED,
    UNSUPPORTED
  }

  private final Reason reason;

  public NetworkException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
