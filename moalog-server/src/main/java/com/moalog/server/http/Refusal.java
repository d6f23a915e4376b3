package com.moalog.server.http;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Ends a request with an error of the catalogue and rolls back its transaction. It carries no stack
 * trace: a refusal is an answer, not a fault.
 */
public final class Refusal extends RuntimeException {

  private final ErrorCode code;
  private final @Nullable String field;
  private final @Nullable Duration retryAfter;

  private Refusal(ErrorCode code, @Nullable String field, @Nullable Duration retryAfter) {
    super(code.name() + (field == null ? "" : ": " + field), null, false, false);
    this.code = code;
    this.field = field;
    this.retryAfter = retryAfter;
  }

  /** A refusal for the reason that the code names. */
  public static Refusal of(ErrorCode code) {
    return new Refusal(code, null, null);
  }

  /** A refusal of one input field, whose name becomes part of the message. */
  public static Refusal ofField(ErrorCode code, String field) {
    return new Refusal(code, field, null);
  }

  /** A refusal that tells when to come back; sent in whole seconds, rounded up, at least one. */
  public static Refusal retryLater(ErrorCode code, Duration retryAfter) {
    return new Refusal(code, null, retryAfter);
  }

  /** Why. */
  public ErrorCode code() {
    return code;
  }

  @Nullable String field() {
    return field;
  }

  @Nullable Duration retryAfter() {
    return retryAfter;
  }
}
