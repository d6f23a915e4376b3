package com.moalog.ratelimiter.core.redis;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Fails what is not answered in time.
 *
 * <p>Everything has the same time, so what began first is due first: one queue is enough, and one
 * thread that sleeps until its head is due. Adding costs a record and one step of a lock-free
 * queue; a timer for each call, as the Redis client has it, costs more, and its wheel turns every
 * 100 ms only. What was answered is dropped every few milliseconds. Thread-safe.
 */
final class Deadlines implements AutoCloseable {

  /** How long an answered call is kept at most, while others are under way. */
  private static final long LONGEST_NAP_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  /** Calls that are due within this time of each other are failed together. */
  private static final long SHORTEST_NAP_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private record Due(CompletableFuture<?> answer, long nanos) {}

  private final Queue<Due> begun = new ConcurrentLinkedQueue<>();
  private final Duration longest;
  private final Thread thread;
  private volatile boolean idle;
  private volatile boolean closed;

  Deadlines(Duration longest) {
    this.longest = longest;
    this.thread = Thread.ofPlatform().daemon().name("redis-deadlines").start(this::watch);
  }

  /** The same answer, which fails with a {@link TimeoutException} when it comes too late. */
  <T> CompletableFuture<T> bound(CompletableFuture<T> answer) {
    if (!answer.isDone()) {
      begun.add(new Due(answer, System.nanoTime() + longest.toNanos()));
      if (idle) {
        LockSupport.unpark(thread);
      }
    }
    return answer;
  }

  /** Nothing is failed any more. */
  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
  }

  private void watch() {
    while (!closed) {
      Due head = firstUnanswered();
      if (head == null) {
        idle = true;
        if (begun.isEmpty() && !closed) {
          LockSupport.park(this);
        }
        idle = false;
      } else {
        long left = head.nanos() - System.nanoTime();
        LockSupport.parkNanos(this, Math.clamp(left, SHORTEST_NAP_NANOS, LONGEST_NAP_NANOS));
      }
    }
  }

  /** Drops what is answered and fails what is due, up to the first that still has time. */
  private @Nullable Due firstUnanswered() {
    Due head = begun.peek();
    while (head != null) {
      if (!head.answer().isDone()) {
        if (head.nanos() - System.nanoTime() > 0) {
          return head;
        }
        fail(head.answer());
      }
      begun.remove();
      head = begun.peek();
    }
    return null;
  }

  private void fail(CompletableFuture<?> answer) {
    answer.completeExceptionally(
        new TimeoutException("no answer within " + longest.toMillis() + " ms"));
  }
}
