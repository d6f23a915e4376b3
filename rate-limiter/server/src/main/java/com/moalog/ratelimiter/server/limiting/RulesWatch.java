package com.moalog.ratelimiter.server.limiting;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the rules again when their file has changed, told by its content: editors and mounted
 * volumes do not keep a file's time or identity. Owns one thread.
 */
public final class RulesWatch implements AutoCloseable {

  /** How often the file is looked at. */
  public static final Duration INTERVAL = Duration.ofSeconds(5);

  private static final Logger LOG = LoggerFactory.getLogger(RulesWatch.class);

  private final Path file;
  private final RuleBook book;
  private final LimitMeters meters;
  private final Runnable onChange;
  private final ScheduledExecutorService background =
      Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().name("rules-watch").factory());
  private String seen;

  /**
   * A watch that does not look yet.
   *
   * @param seen the content before the book read the file, so that no change since is missed
   * @param onChange called after new rules are in force
   */
  public RulesWatch(Path file, String seen, RuleBook book, LimitMeters meters, Runnable onChange) {
    this.file = file;
    this.seen = seen;
    this.book = book;
    this.meters = meters;
    this.onChange = onChange;
  }

  /** What the file says now; nothing when it cannot be read. */
  public static String contentOf(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      LOG.debug("{} cannot be read", file, e);
      return "";
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // It runs until the watch is closed.
  public void start(Duration interval) {
    long millis = interval.toMillis();
    background.scheduleWithFixedDelay(this::look, millis, millis, TimeUnit.MILLISECONDS);
  }

  /** Reads the file soon, whether or not it has changed. */
  public void readAgain() {
    if (!background.isShutdown()) {
      background.execute(() -> read(contentOf(file)));
    }
  }

  @Override
  public void close() {
    background.shutdownNow();
  }

  private void look() {
    String now = contentOf(file);
    if (!now.equals(seen)) {
      read(now);
    }
  }

  private void read(String now) {
    seen = now;
    boolean succeeded = book.reload();
    meters.rulesReloaded(succeeded);
    if (succeeded) {
      onChange.run();
    }
  }
}
