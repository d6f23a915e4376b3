package com.moalog.ratelimiter.core.rules;

/** A rules file that cannot be used; the message names the file and the rule or line at fault. */
public final class RulesFileException extends Exception {

  RulesFileException(String message) {
    super(message);
  }

  RulesFileException(String message, Throwable cause) {
    super(message, cause);
  }
}
