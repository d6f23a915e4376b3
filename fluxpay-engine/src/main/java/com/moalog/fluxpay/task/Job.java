package com.moalog.fluxpay.task;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * Work that is done again and again, for the first time at the start of the engine.
 *
 * @param name names the thread and the log lines
 * @param pause how long it is from the end of a run to the start of the next
 * @param work one run; an exception is logged and the next run happens all the same
 */
public record Job(String name, Supplier<Duration> pause, Runnable work) {

  /** A planned run that failed is not put off until the next day. */
  static final Duration AFTER_FAILURE = Duration.ofMinutes(5);

  /** A job with the same pause after each run. */
  public Job(String name, Duration period, Runnable work) {
    this(name, () -> period, work);
  }

  /**
   * A job at the moments of a timetable, and some minutes after a run that failed; what was missed
   * while nothing ran, the start catches up.
   */
  public static Job planned(String name, Timetable timetable, InstantSource clock, Runnable work) {
    AtomicBoolean done = new AtomicBoolean();
    return new Job(
        name,
        () -> {
          Duration planned = timetable.untilNext(clock.instant());
          return done.get() || planned.compareTo(AFTER_FAILURE) < 0 ? planned : AFTER_FAILURE;
        },
        () -> {
          done.set(false);
          work.run();
          done.set(true);
        });
  }
}
