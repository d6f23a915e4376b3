package com.moalog.kit.breaker;

/**
 * The outcomes of the latest calls to one dependency, and whether they are bad enough to stop
 * calling it: too many failures in a row, or too many in a full window. Not thread-safe; its
 * breaker guards it.
 */
public final class FailureWindow {

  private final FailureThreshold threshold;
  private final boolean[] failed;
  private int next;
  private int calls;
  private int failures;
  private int failuresInRow;

  public FailureWindow(FailureThreshold threshold) {
    this.threshold = threshold;
    this.failed = new boolean[threshold.windowCalls()];
  }

  public void addSuccess() {
    failuresInRow = 0;
    add(false);
  }

  public void addFailure() {
    failuresInRow++;
    add(true);
  }

  /** Whether the threshold is reached; a rate counts only once the window is full. */
  public boolean isTripped() {
    boolean full = calls == failed.length;
    return failuresInRow >= threshold.failuresInRow()
        || (full && failures >= threshold.failureRate() * failed.length);
  }

  /** Forgets every outcome. */
  public void clear() {
    next = 0;
    calls = 0;
    failures = 0;
    failuresInRow = 0;
  }

  private void add(boolean failure) {
    if (calls < failed.length) {
      calls++;
    } else if (failed[next]) {
      failures--;
    }
    failed[next] = failure;
    next = (next + 1) % failed.length;
    if (failure) {
      failures++;
    }
  }
}
