package com.moalog.rjmx.cli;

/** The flags make no sense; the message says which. */
final class UsageException extends Exception {

  UsageException(String message) {
    super(message);
  }
}
