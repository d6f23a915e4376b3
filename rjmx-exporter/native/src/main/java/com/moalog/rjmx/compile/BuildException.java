package com.moalog.rjmx.compile;

/** The native binary cannot be made; the message says which step failed and why. */
final class BuildException extends Exception {

  BuildException(String message) {
    super(message);
  }
}
