package com.moalog.chaos.experiment;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * How long a repair took.
 *
 * @param startSeconds from the first command of the repair until the part itself answered
 * @param servedSeconds from then until the users were served as before; negative when they never
 *     were
 */
record Recovery(double startSeconds, double servedSeconds) {

  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final Duration STEADY = Duration.ofSeconds(1);
  private static final Duration PAUSE = Duration.ofMillis(20);
  private static final double NANOS = 1e9;

  /** Repairs, and watches from the side when the part and its users are back. */
  static Recovery of(Fault fault, Stage stage) throws IOException, InterruptedException {
    long begun = System.nanoTime();
    FutureTask<Long> back = watch(() -> since(begun, stage, fault.back()));
    FutureTask<Long> served =
        watch(() -> {
          long _ = result(back);
          return since(begun, stage, fault.served());
        });
    fault.repair().on(stage);
    double start = result(back) / NANOS;
    long whole = result(served);
    return new Recovery(start, whole < 0 ? -1 : Math.max(0, whole / NANOS - start));
  }

  /** Until it holds, and goes on to hold: a breaker may open once more for calls that were late. */
  private static long since(long begun, Stage stage, Probe probe)
      throws IOException, InterruptedException {
    long first = -1;
    while (System.nanoTime() - begun < LIMIT.toNanos()) {
      long now = System.nanoTime();
      boolean holds = probe.holds(stage);
      first = holds ? (first < 0 ? now : first) : -1;
      if (holds && now - first > STEADY.toNanos()) {
        return first - begun;
      }
      Thread.sleep(PAUSE);
    }
    return -1;
  }

  private static FutureTask<Long> watch(Callable<Long> question) {
    FutureTask<Long> task = new FutureTask<>(question);
    Thread.ofVirtual().start(task);
    return task;
  }

  private static long result(FutureTask<Long> task) throws IOException, InterruptedException {
    try {
      return task.get();
    } catch (ExecutionException e) {
      throw new IOException("cannot watch the recovery: " + e.getCause(), e);
    }
  }

  boolean isComplete() {
    return servedSeconds >= 0;
  }
}
