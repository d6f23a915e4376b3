package com.moalog.rjmx.cli;

/** What the program tells its caller. */
final class ExitCode {

  static final int OK = 0;
  static final int CONFIGURATION = 1;
  static final int USAGE_OR_TARGET = 2;
  static final int RUNTIME = 3;

  private ExitCode() {}
}
