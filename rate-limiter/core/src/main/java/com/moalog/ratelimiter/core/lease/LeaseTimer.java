package com.moalog.ratelimiter.core.lease;

import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Runs what is due on one daemon thread of its own. Thread-safe. */
public final class LeaseTimer implements Delay, AutoCloseable {

  private final ScheduledThreadPoolExecutor thread =
      new ScheduledThreadPoolExecutor(
          1, Thread.ofPlatform().daemon().name("lease-timer").factory());

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // A task that is due after the end is not missed.
  public void run(long afterMicros, Runnable task) {
    if (!thread.isShutdown()) {
      thread.schedule(task, afterMicros, TimeUnit.MICROSECONDS);
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
