package com.moalog.ratelimiter.client;

/** Why a request was let through without a decision of the rate limiter. */
public enum BypassReason {
  /** Too many questions failed lately; the limiter is not asked for a while. */
  BREAKER_OPEN,
  /** The limiter did not answer within the budget. */
  TIMEOUT,
  /** The limiter could not be reached, or the connection broke, or the answer was too long. */
  CONNECTION,
  /** The limiter refused the question itself: a 4xx other than 429. */
  QUESTION_REFUSED,
  /** The limiter answered with a status that is neither a decision nor a refusal. */
  SERVER_ERROR,
  /** The answer is not a decision: not JSON, or without {@code allowed}. */
  UNREADABLE,
  /** The asking thread was interrupted; its interrupt flag is set again. */
  INTERRUPTED;

  /**
   * Whether the breaker counts it against the limiter. An interrupted question counts too: it has
   * learned nothing, and a probe must not close the breaker on that.
   */
  boolean isFailureOfLimiter() {
    return switch (this) {
      case TIMEOUT, CONNECTION, SERVER_ERROR, UNREADABLE, INTERRUPTED -> true;
      case BREAKER_OPEN, QUESTION_REFUSED -> false;
    };
  }
}
