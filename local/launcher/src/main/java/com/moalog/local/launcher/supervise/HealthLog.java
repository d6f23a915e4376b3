package com.moalog.local.launcher.supervise;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the health checks of one process said so far. Not thread-safe. */
final class HealthLog {

  private final int missesToUnhealthy;
  private final Clock clock;
  private @Nullable Instant healthySince;
  private int misses;

  HealthLog(int missesToUnhealthy, Clock clock) {
    this.missesToUnhealthy = missesToUnhealthy;
    this.clock = clock;
  }

  /** Adds the result of a check and tells the state that follows from all of them. */
  State note(boolean answered) {
    if (answered) {
      misses = 0;
      if (healthySince == null) {
        healthySince = clock.instant();
      }
      return State.HEALTHY;
    }
    if (healthySince == null) {
      return State.STARTING;
    }
    misses++;
    return misses >= missesToUnhealthy ? State.UNHEALTHY : State.HEALTHY;
  }

  boolean wasHealthy() {
    return healthySince != null;
  }

  /** Time since the first good answer, zero when there was none. */
  Duration healthyFor() {
    return healthySince == null ? Duration.ZERO : Duration.between(healthySince, clock.instant());
  }
}
