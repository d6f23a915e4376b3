package com.moalog.ratelimiter.core.lease;

/** Runs a task after a time, on a thread that may not be kept. */
@FunctionalInterface
public interface Delay {

  void run(long afterMicros, Runnable task);
}
