package com.moalog.bench.limiter;

import com.moalog.bench.measure.Latencies;
import java.io.IOException;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A closed loop of decisions in this process: so many are in flight at a time, and each is followed
 * by the next on whatever thread it ends. What is decided at once keeps its thread, so the lanes
 * begin on a few threads of their own.
 */
final class InFlight {

  static final int LANES = 64;
  private static final int THREADS = 2;
  private static final long LAST_ANSWER_SECONDS = 20;

  private final Decider decider;
  private final Keys keys;
  private final long endNanos;
  private final Latencies latencies = new Latencies();
  private final CountDownLatch running = new CountDownLatch(LANES);
  private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();

  private InFlight(Decider decider, Keys keys, Duration length) {
    this.decider = decider;
    this.keys = keys;
    this.endNanos = System.nanoTime() + length.toNanos();
  }

  /**
   * Decides for that long.
   *
   * @throws IOException when a decision failed
   */
  static Latencies run(Decider decider, Keys keys, Duration length)
      throws IOException, InterruptedException {
    InFlight load = new InFlight(decider, keys, length);
    for (int thread = 0; thread < THREADS; thread++) {
      Thread.ofPlatform().daemon().name("lanes-" + thread).start(load::startLanes);
    }
    if (!load.running.await(length.toSeconds() + LAST_ANSWER_SECONDS, TimeUnit.SECONDS)) {
      throw new IOException("a decision did not end");
    }
    Throwable failed = load.failures.peek();
    if (failed != null) {
      throw new IOException("a decision failed", failed);
    }
    return load.latencies;
  }

  private void startLanes() {
    for (int lane = 0; lane < LANES / THREADS; lane++) {
      lane();
    }
  }

  /** Goes on as long as decisions end at once; the end of another calls this again. */
  private void lane() {
    while (System.nanoTime() - endNanos < 0 && failures.isEmpty()) {
      long start = System.nanoTime();
      CompletableFuture<?> decision = decider.decide(keys.next()).toCompletableFuture();
      if (!decision.isDone() || decision.isCompletedExceptionally()) {
        whenEnded(decision, start);
        return;
      }
      latencies.record(System.nanoTime() - start);
    }
    running.countDown();
  }

  @SuppressWarnings("FutureReturnValueIgnored") // A failure is kept by this very stage.
  private void whenEnded(CompletableFuture<?> decision, long startNanos) {
    decision.whenComplete((ignored, failed) -> {
      latencies.record(System.nanoTime() - startNanos);
      if (failed != null) {
        failures.add(failed);
      }
      lane();
    });
  }
}
