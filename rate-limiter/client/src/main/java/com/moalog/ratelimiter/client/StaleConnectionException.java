package com.moalog.ratelimiter.client;

import java.io.IOException;

/** A connection that has answered before was closed by the limiter without a word of an answer. */
final class StaleConnectionException extends IOException {

  private static final long serialVersionUID = 1L;

  StaleConnectionException(Throwable cause) {
    super("the limiter has closed the connection", cause);
  }
}
