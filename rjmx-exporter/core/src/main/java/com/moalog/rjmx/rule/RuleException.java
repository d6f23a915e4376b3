package com.moalog.rjmx.rule;

/** A rule cannot be used; the message says which part and why. */
public final class RuleException extends Exception {

  public RuleException(String message) {
    super(message);
  }
}
