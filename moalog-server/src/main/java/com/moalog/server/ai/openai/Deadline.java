package com.moalog.server.ai.openai;

import com.moalog.server.ai.AnalystException;
import com.moalog.server.ai.AnalystException.Fault;
import java.time.Duration;

/** When all calls for one result have to be over. */
final class Deadline {

  private final long endNanos;

  private Deadline(long endNanos) {
    this.endNanos = endNanos;
  }

  /** A deadline that far from now. */
  static Deadline in(Duration time) {
    return new Deadline(System.nanoTime() + time.toNanos());
  }

  /** Whether there is time left after a pause. */
  boolean leaves(Duration pause) {
    return endNanos - System.nanoTime() > pause.toNanos();
  }

  /**
   * The time left.
   *
   * @throws AnalystException when there is none
   */
  Duration left() {
    long left = endNanos - System.nanoTime();
    if (left <= 0) {
      throw new AnalystException(Fault.OVERLOADED, "the API took too long");
    }
    return Duration.ofNanos(left);
  }
}
