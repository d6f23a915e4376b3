package com.moalog.server.notification;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What became of an attempt.
 *
 * @param kind what follows from it
 * @param status that the receiver answered, if it did
 * @param askedPause how long the receiver asks to wait; zero when it does not
 */
record Outcome(Kind kind, @Nullable Integer status, Duration askedPause) {

  /** What follows from an attempt. */
  enum Kind {
    DELIVERED,
    /** Worth another attempt. */
    RETRY,
    /** Another attempt would end the same. */
    GIVE_UP
  }

  private static final int OK = 200;
  private static final int REDIRECTS = 300;
  private static final int SERVER_ERRORS = 500;
  private static final int REQUEST_TIMEOUT = 408;
  private static final int TOO_EARLY = 425;
  private static final int TOO_MANY_REQUESTS = 429;

  /** Nobody answered. */
  static Outcome unanswered() {
    return new Outcome(Kind.RETRY, null, Duration.ZERO);
  }

  /** The address must not be called. */
  static Outcome forbidden() {
    return new Outcome(Kind.GIVE_UP, null, Duration.ZERO);
  }

  /** The receiver answered; a redirect is not followed, because it could lead inside a network. */
  static Outcome answered(int status, Duration askedPause) {
    if (status >= OK && status < REDIRECTS) {
      return new Outcome(Kind.DELIVERED, status, Duration.ZERO);
    }
    boolean mayPass =
        status >= SERVER_ERRORS
            || status == REQUEST_TIMEOUT
            || status == TOO_EARLY
            || status == TOO_MANY_REQUESTS;
    return new Outcome(mayPass ? Kind.RETRY : Kind.GIVE_UP, status, askedPause);
  }
}
