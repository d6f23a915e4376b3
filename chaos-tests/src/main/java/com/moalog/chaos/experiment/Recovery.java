package com.moalog.chaos.experiment;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

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
    Watch back = Watch.start(begun, () -> fault.back().holds(stage));
    Watch served = Watch.start(begun, () -> fault.served().holds(stage));
    try {
      fault.repair().on(stage);
      while (!(back.isSteady() && served.isSteady())) {
        if (System.nanoTime() - begun > LIMIT.toNanos()) {
          return new Recovery(back.isSteady() ? back.since() : -1, -1);
        }
        Thread.sleep(PAUSE);
      }
      double start = back.since();
      return new Recovery(start, Math.max(0, served.since() - start));
    } finally {
      back.stop();
      served.stop();
    }
  }

  /**
   * Asks again and again since when something holds; a breaker may open once more for calls that
   * were late, so only what goes on to hold counts. Thread-safe.
   */
  private static final class Watch {

    private final long begun;
    private final Callable<Boolean> question;
    private long since = -1;
    private long seen;
    private @Nullable Exception failure;
    private boolean stopped;

    private Watch(long begun, Callable<Boolean> question) {
      this.begun = begun;
      this.question = question;
    }

    static Watch start(long begun, Callable<Boolean> question) {
      Watch watch = new Watch(begun, question);
      Thread.ofVirtual().start(watch::ask);
      return watch;
    }

    private void ask() {
      try {
        while (isWanted()) {
          long asked = System.nanoTime() - begun;
          note(asked, question.call());
          Thread.sleep(PAUSE);
        }
      } catch (Exception failed) {
        fail(failed);
      }
    }

    private synchronized void note(long asked, boolean holds) {
      since = holds ? (since < 0 ? asked : since) : -1;
      seen = asked;
    }

    private synchronized void fail(Exception failed) {
      failure = failed;
    }

    private synchronized boolean isWanted() {
      return !stopped;
    }

    synchronized void stop() {
      stopped = true;
    }

    /** Seconds from the beginning. */
    synchronized double since() {
      return since / NANOS;
    }

    synchronized boolean isSteady() throws IOException {
      if (failure != null) {
        throw new IOException("cannot watch the recovery: " + failure, failure);
      }
      return since >= 0 && seen - since > STEADY.toNanos();
    }
  }

  boolean isComplete() {
    return servedSeconds >= 0;
  }
}
