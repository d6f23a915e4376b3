package com.moalog.local.launcher.supervise;

import java.time.Instant;

/**
 * What is known about a part at one moment.
 *
 * @param wanted whether it should run
 * @param reason why it is in this state, empty when the state says it all
 * @param pid its process, 0 when there is none
 * @param since when the process was started, or when it ended
 * @param restarts how often it had to be started again since the supervisor began
 * @param failures attempts in a row that never became healthy
 */
record Standing(
    State state,
    boolean wanted,
    String reason,
    long pid,
    Instant since,
    int restarts,
    int failures) {

  /** After so many useless attempts in a row a caller no longer waits for the part. */
  static final int HOPELESS_FAILURES = 3;

  static Standing stopped(Instant now) {
    return new Standing(State.STOPPED, false, "", 0, now, 0, 0);
  }

  static Standing off(Instant now) {
    return new Standing(State.OFF, false, "", 0, now, 0, 0);
  }

  Standing withWanted(boolean nowWanted) {
    return new Standing(state, nowWanted, reason, pid, since, restarts, failures);
  }

  /** Somebody asks again: all attempts count anew, and a pause before the next one is over. */
  Standing wantedAnew() {
    Standing anew = withWanted(true).withFailures(0);
    return switch (state) {
      case FAILED, RESTARTING -> anew.in(State.WAITING, "");
      case OFF, STOPPED, WAITING, PREPARING, STARTING, HEALTHY, UNHEALTHY, STOPPING -> anew;
    };
  }

  Standing in(State next, String why) {
    return new Standing(next, wanted, why, pid, since, restarts, failures);
  }

  Standing withProcess(long nextPid, Instant now) {
    return new Standing(state, wanted, reason, nextPid, now, restarts, failures);
  }

  Standing withFailures(int count) {
    return new Standing(state, wanted, reason, pid, since, restarts, count);
  }

  Standing restarted() {
    return new Standing(state, wanted, reason, pid, since, restarts + 1, failures);
  }

  /** Whether waiting for this part makes no sense any more, for better or worse. */
  boolean isSettled() {
    return switch (state) {
      case HEALTHY, FAILED -> wanted;
      case OFF, STOPPED -> !wanted;
      case RESTARTING, PREPARING, STARTING -> wanted && failures >= HOPELESS_FAILURES;
      case WAITING, UNHEALTHY, STOPPING -> false;
    };
  }

  /** Whether an attempt to start it was made, or nobody wants one. */
  boolean wasAttempted() {
    return !wanted || pid != 0 || failures > 0 || state == State.FAILED;
  }
}
