package com.moalog.load.scenario;

import static io.gatling.javaapi.core.CoreDsl.constantConcurrentUsers;
import static io.gatling.javaapi.core.CoreDsl.rampConcurrentUsers;

import io.gatling.javaapi.core.ClosedInjectionStep;
import java.time.Duration;

/**
 * How many users there are and when: up from none, a plateau, down to none. Immutable.
 *
 * @param users on the plateau
 */
record Stages(Duration up, int users, Duration plateau, Duration down) {

  private static final int SHORTER = 5;

  /** Small enough for every build, with the same shape. */
  private static Stages shortened(int users) {
    return new Stages(
        Duration.ofSeconds(1),
        Math.max(2, users / SHORTER),
        Duration.ofSeconds(6),
        Duration.ofSeconds(1));
  }

  /** The documented stages, or short ones where only a trial is asked for. */
  Stages asAsked() {
    return Target.isShort() ? shortened(users) : this;
  }

  ClosedInjectionStep[] steps() {
    return new ClosedInjectionStep[] {
      rampConcurrentUsers(0).to(users).during(up),
      constantConcurrentUsers(users).during(plateau),
      rampConcurrentUsers(users).to(0).during(down)
    };
  }
}
