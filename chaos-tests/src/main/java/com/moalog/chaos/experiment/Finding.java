package com.moalog.chaos.experiment;

/**
 * One expectation and what was seen.
 *
 * @param isTime whether it is about speed, which a busy machine can spoil
 */
public record Finding(String expected, String observed, boolean isMet, boolean isTime) {

  public static Finding of(String expected, String observed, boolean isMet) {
    return new Finding(expected, observed, isMet, false);
  }

  public static Finding ofTime(String expected, String observed, boolean isMet) {
    return new Finding(expected, observed, isMet, true);
  }
}
