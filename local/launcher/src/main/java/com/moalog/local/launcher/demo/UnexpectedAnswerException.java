package com.moalog.local.launcher.demo;

/** A step of the demo did not get what it must; the message is the one line that says so. */
public final class UnexpectedAnswerException extends RuntimeException {

  UnexpectedAnswerException(String message) {
    super(message);
  }

  UnexpectedAnswerException(String message, Throwable cause) {
    super(message, cause);
  }
}
