package com.moalog.local.launcher.build;

/**
 * One test that ran, or was to run.
 *
 * @param module folder of the module in the repository
 * @param className simple name of its class
 * @param name the method, with its parameters when it has some
 * @param reason what failed or why it was skipped, one line, empty when it passed
 */
record TestResult(String module, String className, String name, Outcome outcome, String reason) {

  enum Outcome {
    PASSED,
    FAILED,
    SKIPPED
  }

  String title() {
    return className + "." + name;
  }
}
