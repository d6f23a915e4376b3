package com.moalog.ratelimiter.core.redis;

/** The server knows functions but did not take ours; the cause is what it answered. */
final class FunctionsRefusedException extends RuntimeException {

  FunctionsRefusedException(Throwable cause) {
    super("Redis did not load the function library of the algorithms", cause);
  }
}
