package com.moalog.ratelimiter.server.http;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.EventExecutor;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.internal.VertxInternal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The few threads that do all the work: each reads requests, asks Redis and answers by itself, so
 * that no request changes its thread on the way. To be closed after all who work on them.
 * Thread-safe.
 */
public final class EventLoops implements AutoCloseable {

  private static final int MOST = 4;
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(10);

  private final int count;
  private final Vertx vertx;

  private EventLoops(int count, Vertx vertx) {
    this.count = count;
    this.vertx = vertx;
  }

  /** One for each processor, up to four. */
  public static EventLoops start() {
    int count = Math.min(MOST, Runtime.getRuntime().availableProcessors());
    return new EventLoops(count, Vertx.vertx(options(count)));
  }

  private static VertxOptions options(int loops) {
    return new VertxOptions()
        .setPreferNativeTransport(true)
        .setEventLoopPoolSize(loops)
        .setWorkerPoolSize(1)
        .setInternalBlockingPoolSize(1)
        .setFileSystemOptions(
            new FileSystemOptions()
                .setFileCachingEnabled(false)
                .setClassPathResolvingEnabled(false));
  }

  /** For others who work with Netty. */
  public List<EventLoop> all() {
    List<EventLoop> loops = new ArrayList<>(count);
    // Vert.x itself has no other way to its loops.
    for (EventExecutor each : ((VertxInternal) vertx).nettyEventLoopGroup()) {
      loops.add((EventLoop) each);
    }
    return List.copyOf(loops);
  }

  int count() {
    return count;
  }

  Vertx vertx() {
    return vertx;
  }

  @Override
  public void close() {
    try {
      vertx.close().await(CLOSE_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new IllegalStateException("the event loops did not end in time", e);
    }
  }
}
