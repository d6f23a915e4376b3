package com.moalog.fluxpay.database;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Whether the schema may be used. The first try happens before the port opens; when PostgreSQL is
 * away, the port opens nevertheless and the tries go on in the background, while every business
 * request is answered 503. A database that must not be used ends the process. Thread-safe.
 */
public final class Schema implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(Schema.class);
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final Migrations migrations;
  private final Runnable unusable;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final CountDownLatch readiness = new CountDownLatch(1);
  private volatile boolean running;

  /**
   * @param unusable ends the process when the database turns out unusable after the port opened
   */
  Schema(Migrations migrations, Runnable unusable) {
    this.migrations = migrations;
    this.unusable = unusable;
  }

  /** Whether statements of the features will find their tables, behind walls that hold. */
  public boolean isReady() {
    return readiness.getCount() == 0;
  }

  /**
   * Waits until the schema is ready.
   *
   * @return whether it is; false when the engine stops first
   */
  public boolean awaitReady() throws InterruptedException {
    while (running && !readiness.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
      LOG.debug("waiting for the schema");
    }
    return isReady();
  }

  /**
   * Tries once, then goes on in the background.
   *
   * @throws UnusableDatabaseException when the first try shows that the database must not be used
   */
  @Override
  public void start() {
    running = true;
    if (!update()) {
      Thread.ofVirtual().name("schema").start(this::updateUntilDone);
    }
  }

  private void updateUntilDone() {
    try {
      while (!stopping.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS) && !update()) {
        LOG.debug("trying again");
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } catch (UnusableDatabaseException refused) {
      LOG.error("the database cannot be used: {}", refused.getMessage());
      unusable.run();
    }
  }

  private boolean update() {
    try {
      migrations.run();
      readiness.countDown();
      return true;
    } catch (DatabaseUnavailableException away) {
      LOG.warn("PostgreSQL cannot be used yet, trying again: {}", away.getMessage());
      return false;
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

  /** Before the port opens, after the port closed. */
  @Override
  public int getPhase() {
    return Integer.MIN_VALUE / 2;
  }
}
