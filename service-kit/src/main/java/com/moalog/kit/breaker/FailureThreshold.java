package com.moalog.kit.breaker;

/**
 * How many failures are too many.
 *
 * @param failuresInRow failures without a success between them
 * @param windowCalls how many of the latest calls the rate looks at
 * @param failureRate share of failed calls in a full window, above 0 and at most 1
 */
public record FailureThreshold(int failuresInRow, int windowCalls, double failureRate) {

  /** What the platform uses between its own parts: 5 in a row, or half of the last 20. */
  public static final FailureThreshold STANDARD = new FailureThreshold(5, 20, 0.5);

  public FailureThreshold {
    if (failuresInRow < 1 || windowCalls < 1) {
      throw new IllegalArgumentException("a failure threshold counts at least one call");
    }
    if (!(failureRate > 0 && failureRate <= 1)) {
      throw new IllegalArgumentException("failure rate must be in (0, 1], got: " + failureRate);
    }
  }
}
