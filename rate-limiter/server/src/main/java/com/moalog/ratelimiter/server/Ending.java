package com.moalog.ratelimiter.server;

import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The good order in which the process ends: once, whoever reaches it first. Thread-safe. */
final class Ending {

  private static final Logger LOG = LoggerFactory.getLogger(Ending.class);

  private final List<Runnable> steps = new ArrayList<>();
  private int status;

  /** To be done after the steps that were added before. */
  synchronized void add(Runnable step) {
    steps.add(step);
  }

  /**
   * Does every step, whatever became of those before it.
   *
   * @return the status of the process: 0, or 1 if a step failed
   */
  synchronized int reach() {
    if (!steps.isEmpty()) {
      steps.forEach(this::take);
      steps.clear();
      LOG.info("Stopped");
    }
    return status;
  }

  private void take(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException e) {
      LOG.error("A part did not stop", e);
      status = 1;
    }
  }
}
