package com.moalog.fluxpay.task;

import com.moalog.fluxpay.model.Caller;
import java.time.Duration;

/** Runs the tasks of one kind. A task may run more than once, so running it must be repeatable. */
public interface TaskHandler {

  TaskKind kind();

  /**
   * Runs the task.
   *
   * @param attempt 1 for the first run since the task was scheduled
   */
  Outcome run(Caller caller, String reference, int attempt);

  /** What became of a run. */
  sealed interface Outcome {

    /** The task is over. */
    record Done() implements Outcome {}

    /** The task must run again. */
    record Again(Duration delay, String reason) implements Outcome {}

    /** The run itself has scheduled the next one with {@link Tasks#schedule}. */
    record Rescheduled() implements Outcome {}
  }
}
