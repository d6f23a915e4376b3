package com.moalog.sandbox.http;

/** A request that breaks HTTP, a limit of the sandbox, or the shape an admin call needs. */
public final class BadRequestException extends RuntimeException {

  private final int status;
  private final String reason;

  /**
   * A refusal with its reason.
   *
   * @param status the HTTP status to answer with, 4xx or 5xx
   */
  public BadRequestException(int status, String reason) {
    super(reason);
    this.status = status;
    this.reason = reason;
  }

  public int status() {
    return status;
  }

  /** What the caller is told. */
  public String reason() {
    return reason;
  }
}
