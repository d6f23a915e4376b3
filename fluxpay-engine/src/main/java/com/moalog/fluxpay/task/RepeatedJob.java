package com.moalog.fluxpay.task;

import com.moalog.fluxpay.database.Schema;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Runs a job on a thread of its own once the schema is ready, after each period or as soon as it is
 * woken. Stopping lets the current run end. Thread-safe.
 */
public final class RepeatedJob implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(RepeatedJob.class);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(15);

  private final Job job;
  private final Schema schema;
  private final Semaphore wakes = new Semaphore(0);
  private volatile boolean running;
  private @Nullable Thread thread;

  public RepeatedJob(Job job, Schema schema) {
    this.job = job;
    this.schema = schema;
  }

  /** Runs the job as soon as possible. */
  public void wake() {
    if (wakes.availablePermits() == 0) {
      wakes.release();
    }
  }

  @Override
  public void start() {
    running = true;
    thread = Thread.ofVirtual().name(job.name()).start(this::loop);
  }

  private void loop() {
    try {
      if (!schema.awaitReady()) {
        return;
      }
      while (running) {
        runOnce();
        if (wakes.tryAcquire(job.pause().get().toMillis(), TimeUnit.MILLISECONDS)) {
          wakes.drainPermits();
        }
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  @SuppressWarnings("IllegalCatch") // whatever one run met, the next one must happen
  private void runOnce() {
    try {
      job.work().run();
    } catch (RuntimeException failed) {
      LOG.warn("{} failed and will run again: {}", job.name(), failed.toString());
    }
  }

  @Override
  public void stop() {
    running = false;
    wake();
    Thread current = thread;
    try {
      if (current != null && !current.join(STOP_LIMIT)) {
        current.interrupt();
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** After the schema, before the port; stopped after the port closed. */
  @Override
  public int getPhase() {
    return 0;
  }
}
