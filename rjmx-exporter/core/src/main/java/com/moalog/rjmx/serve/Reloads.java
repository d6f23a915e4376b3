package com.moalog.rjmx.serve;

/** How often the configuration was read again. Not thread-safe. */
final class Reloads {

  private long successes;
  private long failures;
  private double lastSeconds;

  void succeeded(long epochMillis) {
    successes++;
    lastSeconds = epochMillis / 1000.0;
  }

  void failed() {
    failures++;
  }

  long successes() {
    return successes;
  }

  long failures() {
    return failures;
  }

  double lastSeconds() {
    return lastSeconds;
  }
}
