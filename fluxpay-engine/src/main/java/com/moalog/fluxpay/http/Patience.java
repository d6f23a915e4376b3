package com.moalog.fluxpay.http;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.MDC;

/** Waits for work only so long; after that it goes on by itself. Thread-safe. */
public final class Patience implements AutoCloseable {

  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("waited-for-", 0).factory());

  /**
   * What the work comes to, or empty when it takes longer. An exception of the work is thrown as it
   * is.
   */
  public <T> Optional<T> await(Duration limit, Supplier<T> work) {
    Map<String, String> context = Objects.requireNonNullElse(MDC.getCopyOfContextMap(), Map.of());
    Future<T> outcome =
        threads.submit(() -> {
          MDC.setContextMap(context);
          return work.get();
        });
    try {
      return Optional.of(outcome.get(limit.toNanos(), TimeUnit.NANOSECONDS));
    } catch (TimeoutException goesOn) {
      return Optional.empty();
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException(failed.getCause());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /** Waits for what is under way; each piece of work is bounded in time. */
  @Override
  public void close() {
    threads.close();
  }
}
