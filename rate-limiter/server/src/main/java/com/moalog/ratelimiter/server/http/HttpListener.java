package com.moalog.ratelimiter.server.http;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Listens for HTTP on a few event loops that share one port. */
public final class HttpListener implements AutoCloseable {

  /** Longest time that requests in flight may take when the service stops. */
  public static final Duration SHUTDOWN_LIMIT = Duration.ofSeconds(10);

  /** Longer than the callers keep their idle connections, so that they close first. */
  private static final Duration IDLE_LIMIT = Duration.ofSeconds(75);

  /** Vert.x's way to say: any free port, but the same one for all event loops. */
  private static final int ANY_SHARED_PORT = -1;

  private static final int MAX_EVENT_LOOPS = 4;
  private static final Duration START_LIMIT = Duration.ofSeconds(10);

  private final Vertx vertx;
  private final int port;

  private HttpListener(Vertx vertx, int port) {
    this.vertx = vertx;
    this.port = port;
  }

  /**
   * Binds and begins to accept.
   *
   * @param port 0 for any free one
   * @throws IOException if the port cannot be bound
   */
  public static HttpListener start(String address, int port, Handler<HttpServerRequest> handler)
      throws IOException {
    int loops = Math.min(MAX_EVENT_LOOPS, Runtime.getRuntime().availableProcessors());
    Vertx vertx = Vertx.vertx(options(loops));
    AtomicInteger bound = new AtomicInteger();
    int shared = port == 0 ? ANY_SHARED_PORT : port;
    Future<String> deployed =
        vertx.deployVerticle(
            () -> new Listening(address, shared, handler, bound),
            new DeploymentOptions().setInstances(loops));
    try {
      deployed
          .toCompletionStage()
          .toCompletableFuture()
          .get(START_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      String reason = String.valueOf(e.getCause());
      throw new IOException("cannot listen on %s:%d: %s".formatted(address, port, reason), e);
    } catch (TimeoutException e) {
      throw new IOException("cannot listen on %s:%d in time".formatted(address, port), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while binding %s:%d".formatted(address, port), e);
    }
    return new HttpListener(vertx, bound.get());
  }

  public int port() {
    return port;
  }

  @Override
  public void close() {
    try {
      vertx.close().await(2 * SHUTDOWN_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new IllegalStateException("the HTTP port did not close in time", e);
    }
  }

  private static VertxOptions options(int loops) {
    return new VertxOptions()
        .setEventLoopPoolSize(loops)
        .setWorkerPoolSize(1)
        .setInternalBlockingPoolSize(1)
        .setFileSystemOptions(
            new FileSystemOptions()
                .setFileCachingEnabled(false)
                .setClassPathResolvingEnabled(false));
  }

  /** One event loop's share of the port. */
  private static final class Listening extends VerticleBase {

    private final String address;
    private final int port;
    private final AtomicInteger bound;
    private final Handler<HttpServerRequest> handler;
    private @Nullable HttpServer server;

    Listening(String address, int port, Handler<HttpServerRequest> handler, AtomicInteger bound) {
      this.address = address;
      this.bound = bound;
      this.port = port;
      this.handler = handler;
    }

    @Override
    public Future<?> start() {
      HttpServerOptions options =
          new HttpServerOptions()
              .setIdleTimeout((int) IDLE_LIMIT.toSeconds())
              .setTcpNoDelay(true)
              .setReuseAddress(true);
      server = vertx.createHttpServer(options).requestHandler(handler);
      return server.listen(port, address).onSuccess(listening -> bound.set(listening.actualPort()));
    }

    @Override
    public Future<?> stop() {
      return server == null
          ? Future.succeededFuture()
          : server.shutdown(SHUTDOWN_LIMIT.toSeconds(), TimeUnit.SECONDS);
    }
  }
}
