package com.moalog.local.launcher.supervise;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/**
 * The standings of all parts, and the one place where threads of the supervisor meet.
 *
 * <p>Every runner writes the standing of its own part; commands write what is wanted. Everybody who
 * waits for something waits here: each change wakes all waiters and each checks its own condition,
 * so no wake-up is lost and nothing polls. Conditions run under the lock and must not block.
 * Thread-safe.
 */
final class Scoreboard {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Map<String, Standing> standings = new LinkedHashMap<>();
  private final BiConsumer<String, Standing> listener;

  /**
   * Begins with these standings.
   *
   * @param listener told about every change of a state, under the lock, in order
   */
  Scoreboard(Map<String, Standing> initial, BiConsumer<String, Standing> listener) {
    standings.putAll(initial);
    this.listener = listener;
  }

  Standing of(String part) {
    lock.lock();
    try {
      Standing standing = standings.get(part);
      if (standing == null) {
        throw new IllegalArgumentException("no part " + part);
      }
      return standing;
    } finally {
      lock.unlock();
    }
  }

  Map<String, Standing> all() {
    lock.lock();
    try {
      return new LinkedHashMap<>(standings);
    } finally {
      lock.unlock();
    }
  }

  void update(String part, UnaryOperator<Standing> change) {
    lock.lock();
    try {
      Standing before = of(part);
      Standing after = change.apply(before);
      standings.put(part, after);
      if (before.state() != after.state() || !before.reason().equals(after.reason())) {
        listener.accept(part, after);
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Lets waiters look again after a change outside the board, such as the end of a process. */
  void wake() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until the condition holds, at most for the limit. Returns whether it holds. */
  boolean await(BooleanSupplier condition, Duration limit) throws InterruptedException {
    long remainingNanos = limit.toNanos();
    lock.lockInterruptibly();
    try {
      while (!condition.getAsBoolean()) {
        if (remainingNanos <= 0) {
          return false;
        }
        remainingNanos = changed.awaitNanos(remainingNanos);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }
}
