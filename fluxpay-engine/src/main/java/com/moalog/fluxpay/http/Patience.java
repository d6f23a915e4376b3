package com.moalog.fluxpay.http;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.context.SmartLifecycle;

/**
 * Waits for work only so long; after that it goes on by itself, in the place of the request that it
 * was begun for. Stopping lets it end, for a while. Thread-safe.
 */
public final class Patience implements SmartLifecycle {

  /** With the time that the port has for its requests no more than 25 seconds. */
  static final Duration STOP_LIMIT = Duration.ofSeconds(8);

  private static final Logger LOG = LoggerFactory.getLogger(Patience.class);

  private final Duration stopLimit;
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("waited-for-", 0).factory());
  private volatile boolean running;

  Patience(Duration stopLimit) {
    this.stopLimit = stopLimit;
  }

  /**
   * What the work comes to, or empty when it takes longer. An exception of the work is thrown as it
   * is, and logged when nobody waits any more.
   *
   * @param limit when there is nothing left of it, the work does not begin
   */
  public <T> Optional<T> await(Duration limit, Supplier<T> work) {
    if (!limit.isPositive()) {
      return Optional.empty();
    }
    Map<String, String> context = Objects.requireNonNullElse(MDC.getCopyOfContextMap(), Map.of());
    CompletableFuture<T> outcome =
        CompletableFuture.supplyAsync(
            () -> {
              MDC.setContextMap(context);
              return work.get();
            },
            threads);
    try {
      return Optional.of(outcome.get(limit.toNanos(), TimeUnit.NANOSECONDS));
    } catch (TimeoutException goesOn) {
      leave(outcome);
      return Optional.empty();
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException(failed.getCause());
    } catch (InterruptedException stopped) {
      leave(outcome);
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private static void leave(CompletableFuture<?> outcome) {
    RequestLimits.Place place = RequestLimits.again();
    var _ =
        outcome.whenComplete((_, failed) -> {
          place.close();
          if (failed != null) {
            LOG.warn("work that nobody waits for any more failed", failed);
          }
        });
  }

  @Override
  public void start() {
    running = true;
  }

  /** Waits for what is under way, which may just have moved money and must write that down. */
  @Override
  public void stop() {
    running = false;
    threads.shutdown();
    try {
      if (!threads.awaitTermination(stopLimit.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("work that nobody waits for any more is interrupted");
        threads.shutdownNow();
      }
    } catch (InterruptedException stopped) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** Stopped after the port closed, before the jobs and long before the pools. */
  @Override
  public int getPhase() {
    return 1;
  }
}
