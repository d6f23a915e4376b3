package com.moalog.server.live;

import com.moalog.server.event.EventListener;
import com.moalog.server.model.RetrospectId;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Follows the event log for all streams of this server with one statement per round: at once when
 * this server committed something, and every {@value #PAUSE_MILLIS} ms for what other servers
 * commit. Without a stream it sleeps. While the database is away it goes on trying, and what was
 * missed comes as soon as it is back. Thread-safe.
 */
@Component
class LiveTail implements SmartLifecycle, EventListener {

  static final int PAUSE_MILLIS = 100;
  private static final Duration PRESENCE_PAUSE = Duration.ofSeconds(1);
  private static final Duration PURGE_PAUSE = Duration.ofMinutes(1);
  private static final Logger LOG = LoggerFactory.getLogger(LiveTail.class);

  /** A watched retrospect and how many streams watch it. */
  private static final class Watched {
    final Topic topic;
    int streams;

    Watched(Topic topic) {
      this.topic = topic;
    }
  }

  private final LiveRows rows;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition wanted = lock.newCondition();
  private final Map<Long, Watched> watched = new HashMap<>();
  private boolean woken;
  private boolean lookAtWriters;
  private boolean running;

  LiveTail(LiveRows rows) {
    this.rows = rows;
  }

  /** Begins to watch; {@link #leave} has to follow. */
  Topic watch(RetrospectId retrospect) {
    long last = rows.last(retrospect);
    lock.lock();
    try {
      Watched one = watched.computeIfAbsent(retrospect.value(), _ -> new Watched(new Topic(last)));
      one.streams++;
      if (!running) {
        one.topic.close();
      }
      wake(true);
      return one.topic;
    } finally {
      lock.unlock();
    }
  }

  /** Ends to watch. */
  void leave(RetrospectId retrospect) {
    lock.lock();
    try {
      Watched one = watched.get(retrospect.value());
      if (one != null) {
        one.streams--;
        if (one.streams == 0) {
          watched.remove(retrospect.value());
        }
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void appended(RetrospectId retrospect) {
    lock.lock();
    try {
      if (watched.containsKey(retrospect.value())) {
        wake(false);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Somebody has begun or ended to write. */
  void writersChanged() {
    lock.lock();
    try {
      wake(true);
    } finally {
      lock.unlock();
    }
  }

  private void wake(boolean writers) {
    woken = true;
    lookAtWriters |= writers;
    wanted.signalAll();
  }

  @Override
  public void start() {
    lock.lock();
    try {
      running = true;
    } finally {
      lock.unlock();
    }
    Thread.ofVirtual().name("live-tail").start(this::follow);
    Thread.ofVirtual().name("live-purge").start(this::purge);
  }

  private void follow() {
    long writersDue = System.nanoTime();
    while (awaitRound()) {
      boolean due = System.nanoTime() - writersDue >= 0;
      if (due) {
        writersDue = System.nanoTime() + PRESENCE_PAUSE.toNanos();
      }
      attempt(() -> round(due));
    }
  }

  /** Waits until something is to be done; false when the server stops. */
  private boolean awaitRound() {
    lock.lock();
    try {
      long left = TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS);
      while (running && !woken && (watched.isEmpty() || left > 0)) {
        if (watched.isEmpty()) {
          wanted.await();
        } else {
          left = wanted.awaitNanos(left);
        }
      }
      woken = false;
      return running;
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }

  private void round(boolean writersDue) {
    Map<Long, Topic> topics = new HashMap<>();
    boolean lookAtThem = writersDue;
    lock.lock();
    try {
      watched.forEach((id, one) -> topics.put(id, one.topic));
      lookAtThem |= lookAtWriters;
      lookAtWriters = false;
    } finally {
      lock.unlock();
    }
    if (topics.isEmpty()) {
      return;
    }
    rows.last(topics.keySet())
        .forEach((id, last) -> {
          Topic topic = topics.get(id);
          if (topic != null && last > topic.last()) {
            topic.add(rows.after(new RetrospectId(id), topic.last()));
          }
        });
    if (lookAtThem) {
      Map<Long, Writers> writers = rows.writers(topics.keySet());
      topics.forEach((id, topic) -> topic.writing(writers.getOrDefault(id, Writers.NOBODY)));
    }
  }

  private void purge() {
    while (!stopsWithin(PURGE_PAUSE)) {
      attempt(rows::purge);
    }
  }

  private boolean stopsWithin(Duration pause) {
    lock.lock();
    try {
      long left = pause.toNanos();
      while (running && left > 0) {
        left = wanted.awaitNanos(left);
      }
      return !running;
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return true;
    } finally {
      lock.unlock();
    }
  }

  private static void attempt(Runnable round) {
    try {
      round.run();
    } catch (DataAccessException | TransactionException away) {
      LOG.warn("live events could not be read, trying again: {}", away.getMessage());
    }
  }

  /** Before the web server waits for the streams to end. */
  @Override
  public void stop() {
    lock.lock();
    try {
      running = false;
      watched.values().forEach(one -> one.topic.close());
      wanted.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Streams go on while the server still takes requests, and end before it waits for them. */
  @Override
  public int getPhase() {
    return Integer.MAX_VALUE - 1;
  }

  @Override
  public boolean isRunning() {
    lock.lock();
    try {
      return running;
    } finally {
      lock.unlock();
    }
  }
}
