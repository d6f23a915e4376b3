package com.moalog.chaos.experiment;

import java.time.Duration;

/** How thorough a run is. */
public enum Depth {
  /** Waits for alerts and judges times. */
  FULL(Duration.ofSeconds(5), Duration.ofSeconds(25)),
  /** Shows times without judging them, and does not wait for alerts: for every build. */
  SHORT(Duration.ofSeconds(3), Duration.ofSeconds(6));

  private final Duration calm;
  private final Duration broken;

  Depth(Duration calm, Duration broken) {
    this.calm = calm;
    this.broken = broken;
  }

  /** How long users come before the fault and after its repair. */
  Duration calm() {
    return calm;
  }

  /** How long the fault lasts at least. */
  Duration broken() {
    return broken;
  }

  boolean judgesTimes() {
    return this == FULL;
  }
}
