package com.moalog.server.live;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One retrospect as this server watches it. The tail adds what it reads from the database; any
 * number of streams wait here, each with its own place in the numbers. A stream that has fallen
 * behind what is kept reads on in the database, so a slow client costs no memory. Thread-safe.
 */
final class Topic {

  /** Events that are kept for streams which are a little behind. */
  static final int KEPT = 256;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<NumberedEvent> recent = new ArrayDeque<>();
  private long last;
  private Writers writers = Writers.NOBODY;
  private boolean closed;

  Topic(long last) {
    this.last = last;
  }

  /** The number of the latest event that is known here. */
  long last() {
    lock.lock();
    try {
      return last;
    } finally {
      lock.unlock();
    }
  }

  /** Adds events that follow the latest one; others are left out. */
  void add(List<NumberedEvent> events) {
    lock.lock();
    try {
      for (NumberedEvent event : events) {
        if (event.number() > last) {
          recent.addLast(event);
          last = event.number();
        }
        if (recent.size() > KEPT) {
          recent.removeFirst();
        }
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Says who is writing now. */
  void writing(Writers now) {
    lock.lock();
    try {
      if (!now.equals(writers)) {
        writers = now;
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Ends every wait, now and later. */
  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** What there is after a place; waits for it, at most the given time. */
  News await(Place place, long nanos) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = nanos;
      while (!closed && last <= place.number() && writers.equals(place.writers()) && left > 0) {
        left = changed.awaitNanos(left);
      }
      return new News(eventsAfter(place.number()), isBehind(place.number()), writers, closed);
    } finally {
      lock.unlock();
    }
  }

  private boolean isBehind(long number) {
    return last > number && (recent.isEmpty() || recent.getFirst().number() > number + 1);
  }

  private List<NumberedEvent> eventsAfter(long number) {
    return last <= number
        ? List.of()
        : recent.stream().filter(event -> event.number() > number).toList();
  }

  /** Where a stream is. */
  record Place(long number, Writers writers) {}

  /**
   * What a stream has not seen yet.
   *
   * @param events in their order
   * @param behind whether older ones are missing from them
   * @param closed whether nothing will follow
   */
  record News(List<NumberedEvent> events, boolean behind, Writers writers, boolean closed) {}
}
