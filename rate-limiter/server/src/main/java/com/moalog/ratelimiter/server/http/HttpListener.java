package com.moalog.ratelimiter.server.http;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Listens on one or more ports, on a few event loops that share each of them. */
public final class HttpListener implements AutoCloseable {

  /** Longest time that requests in flight may take when the service stops. */
  public static final Duration SHUTDOWN_LIMIT = Duration.ofSeconds(10);

  /** Longer than the callers keep their idle connections, so that they close first. */
  private static final Duration IDLE_LIMIT = Duration.ofSeconds(75);

  /** Vert.x's way to say: any free port, but the same one for all event loops; then -2, and on. */
  private static final int FIRST_ANY_SHARED_PORT = -1;

  private static final Duration START_LIMIT = Duration.ofSeconds(10);

  private final Vertx vertx;
  private final String deployment;
  private final List<Integer> ports;

  private HttpListener(Vertx vertx, String deployment, List<Integer> ports) {
    this.vertx = vertx;
    this.deployment = deployment;
    this.ports = ports;
  }

  /**
   * A port and what answers there.
   *
   * @param port 0 for any free one
   * @param options beyond what all have
   */
  public record Entrance(
      int port, Consumer<HttpServerOptions> options, Handler<HttpServerRequest> handler) {}

  /**
   * Binds and begins to accept.
   *
   * @throws IOException if a port cannot be bound
   */
  public static HttpListener start(EventLoops loops, String address, List<Entrance> entrances)
      throws IOException {
    Vertx vertx = loops.vertx();
    List<AtomicInteger> bound = entrances.stream().map(entrance -> new AtomicInteger()).toList();
    Future<String> deployed =
        vertx.deployVerticle(
            () -> new Listening(address, entrances, bound),
            new DeploymentOptions().setInstances(loops.count()));
    String ports =
        entrances.stream().map(it -> Integer.toString(it.port())).collect(Collectors.joining(","));
    try {
      String deployment =
          deployed
              .toCompletionStage()
              .toCompletableFuture()
              .get(START_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
      return new HttpListener(vertx, deployment, bound.stream().map(AtomicInteger::get).toList());
    } catch (ExecutionException e) {
      String reason = String.valueOf(e.getCause());
      throw new IOException("cannot listen on %s:%s: %s".formatted(address, ports, reason), e);
    } catch (TimeoutException e) {
      throw new IOException("cannot listen on %s:%s in time".formatted(address, ports), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while binding %s:%s".formatted(address, ports), e);
    }
  }

  /** The port of the entrance with this index. */
  public int port(int index) {
    return ports.get(index);
  }

  @Override
  public void close() {
    try {
      vertx.undeploy(deployment).await(2 * SHUTDOWN_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new IllegalStateException("the HTTP port did not close in time", e);
    }
  }

  /** One event loop's share of the ports. */
  private static final class Listening extends VerticleBase {

    private final String address;
    private final List<Entrance> entrances;
    private final List<AtomicInteger> bound;
    private final List<HttpServer> servers = new ArrayList<>();

    Listening(String address, List<Entrance> entrances, List<AtomicInteger> bound) {
      this.address = address;
      this.entrances = entrances;
      this.bound = bound;
    }

    @Override
    public Future<?> start() {
      return Future.all(IntStream.range(0, entrances.size()).mapToObj(this::listen).toList());
    }

    private Future<HttpServer> listen(int index) {
      Entrance entrance = entrances.get(index);
      HttpServerOptions options =
          new HttpServerOptions()
              .setIdleTimeout((int) IDLE_LIMIT.toSeconds())
              .setTcpNoDelay(true)
              .setReuseAddress(true);
      entrance.options().accept(options);
      HttpServer server = vertx.createHttpServer(options).requestHandler(entrance.handler());
      servers.add(server);
      int port = entrance.port() == 0 ? FIRST_ANY_SHARED_PORT - index : entrance.port();
      return server
          .listen(port, address)
          .onSuccess(listening -> bound.get(index).set(listening.actualPort()));
    }

    @Override
    public Future<?> stop() {
      return Future.all(
          servers.stream()
              .map(server -> server.shutdown(SHUTDOWN_LIMIT.toSeconds(), TimeUnit.SECONDS))
              .toList());
    }
  }
}
