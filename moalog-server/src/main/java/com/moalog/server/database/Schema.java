package com.moalog.server.database;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Brings the schema up to date in the background, so that the port opens although MySQL is not up
 * yet. Flyway's lock in the database lets one of several servers do it. Thread-safe.
 */
final class Schema implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(Schema.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  private final DataSource source;
  private final boolean updating;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private volatile boolean ready;
  private volatile boolean running;

  Schema(DataSource source, boolean updating) {
    this.source = source;
    this.updating = updating;
    this.ready = !updating;
  }

  /** Whether statements of the features will find their tables. */
  boolean isReady() {
    return ready;
  }

  @Override
  public void start() {
    running = true;
    if (updating) {
      Thread.ofVirtual().name("schema").start(this::updateUntilDone);
    }
  }

  private void updateUntilDone() {
    Duration pause = FIRST_PAUSE;
    while (!update() && !stopsWithin(pause)) {
      pause =
          pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0
              ? pause.multipliedBy(2)
              : LONGEST_PAUSE;
    }
  }

  private boolean update() {
    try {
      var result = migrations(source).migrate();
      LOG.info("schema is up to date, {} migrations applied", result.migrationsExecuted);
      ready = true;
      return true;
    } catch (FlywayException failed) {
      LOG.warn("the schema could not be updated, trying again: {}", firstLine(failed));
      return false;
    }
  }

  /** Ready to go on where a server that died half-way has stopped: every step can be repeated. */
  static Flyway migrations(DataSource source) {
    Flyway flyway =
        Flyway.configure()
            .dataSource(source)
            .locations("classpath:db/migration")
            .baselineOnMigrate(true)
            .baselineVersion("0")
            .load();
    boolean halfDone =
        Stream.of(flyway.info().all()).anyMatch(step -> step.getState() == MigrationState.FAILED);
    if (halfDone) {
      flyway.repair();
    }
    return flyway;
  }

  private boolean stopsWithin(Duration pause) {
    try {
      return stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private static String firstLine(FlywayException failed) {
    return String.valueOf(failed.getMessage()).lines().findFirst().orElse("no message");
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
