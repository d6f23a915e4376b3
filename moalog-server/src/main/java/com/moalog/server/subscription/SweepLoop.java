package com.moalog.server.subscription;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** Runs chores again and again while the server runs. Thread-safe. */
final class SweepLoop implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(SweepLoop.class);

  private final List<Runnable> chores;
  private final Duration pause;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private volatile boolean running;

  SweepLoop(List<Runnable> chores, Duration pause) {
    this.chores = List.copyOf(chores);
    this.pause = pause;
  }

  @Override
  public void start() {
    running = true;
    Thread.ofVirtual().name("sweeper").start(this::loop);
  }

  private void loop() {
    while (!stopsWithinPause()) {
      chores.forEach(SweepLoop::attempt);
    }
  }

  private static void attempt(Runnable chore) {
    try {
      chore.run();
    } catch (DataAccessException | TransactionException failed) {
      LOG.warn("a sweep was cut short, the next one goes on: {}", failed.getMessage());
    }
  }

  private boolean stopsWithinPause() {
    try {
      return stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  @Override
  public void stop() {
    running = false;
    stopping.countDown();
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
