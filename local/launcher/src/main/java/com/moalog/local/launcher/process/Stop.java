package com.moalog.local.launcher.process;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Ends a process: first politely, after a time by force. Stateless. */
public final class Stop {

  /** A service finishes its requests within 20 seconds; a little more is left for closing. */
  public static final Duration PATIENCE = Duration.ofSeconds(25);

  private static final Duration FORCE_PATIENCE = Duration.ofSeconds(5);

  private Stop() {}

  /**
   * Sends a signal, for example {@code TERM}. SIGTERM goes through the JDK; PostgreSQL's fast
   * shutdown needs SIGINT, which the JDK cannot send.
   */
  public static void signal(ProcessHandle process, StopSignal signal) {
    switch (signal) {
      case TERM -> process.destroy();
      case INT -> interrupt(process);
    }
  }

  private static void interrupt(ProcessHandle process) {
    try {
      int exit =
          new ProcessBuilder("/bin/sh", "-c", "kill -INT " + process.pid())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor();
      if (exit != 0) {
        process.destroy();
      }
    } catch (IOException e) {
      process.destroy();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroy();
    }
  }

  /** Signals, waits for at most {@link #PATIENCE}, then kills. True when the process has ended. */
  public static boolean end(ProcessHandle process, StopSignal signal) throws InterruptedException {
    signal(process, signal);
    return awaitEnd(process);
  }

  /** Waits for a process that was signalled, at most for {@link #PATIENCE}, then kills it. */
  public static boolean awaitEnd(ProcessHandle process) throws InterruptedException {
    if (awaitExit(process, PATIENCE)) {
      return true;
    }
    process.destroyForcibly();
    return awaitExit(process, FORCE_PATIENCE);
  }

  private static boolean awaitExit(ProcessHandle process, Duration limit)
      throws InterruptedException {
    CompletableFuture<ProcessHandle> exit = process.onExit();
    try {
      exit.get(limit.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      return !process.isAlive();
    }
  }
}
