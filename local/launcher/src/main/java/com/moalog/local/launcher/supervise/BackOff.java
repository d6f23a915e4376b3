package com.moalog.local.launcher.supervise;

import java.time.Duration;

/**
 * The pause before a part that died is started again: it doubles from {@link #FIRST} to {@link
 * #LONGEST} and begins anew after the part ran well for {@link #GOOD_RUN}. Not thread-safe.
 */
final class BackOff {

  static final Duration FIRST = Duration.ofMillis(500);
  static final Duration LONGEST = Duration.ofSeconds(30);
  static final Duration GOOD_RUN = Duration.ofSeconds(60);

  private Duration next = FIRST;

  /**
   * The pause after a run.
   *
   * @param healthyRun how long the part was healthy in this run
   */
  Duration after(Duration healthyRun) {
    if (healthyRun.compareTo(GOOD_RUN) >= 0) {
      next = FIRST;
    }
    Duration pause = next;
    Duration doubled = next.multipliedBy(2);
    next = doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
    return pause;
  }
}
