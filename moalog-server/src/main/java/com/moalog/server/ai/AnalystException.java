package com.moalog.server.ai;

import org.jspecify.annotations.Nullable;

/** An analyst that gave no usable result. The message never quotes a prompt or an answer. */
public final class AnalystException extends RuntimeException {

  /** What went wrong, as far as the caller is concerned. */
  public enum Fault {
    /** Busy, unreachable or too slow; worth trying again later. */
    OVERLOADED,
    /** The result does not have the promised shape. */
    UNUSABLE,
    /** The key is missing or refused. */
    KEY_REJECTED,
    /** Anything else. */
    FAILED
  }

  private final Fault fault;

  public AnalystException(Fault fault, String message) {
    this(fault, message, null);
  }

  public AnalystException(Fault fault, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.fault = fault;
  }

  /** What went wrong. */
  public Fault fault() {
    return fault;
  }
}
