package com.moalog.ratelimiter.server.grpc;

import com.moalog.ratelimiter.server.http.HttpListener.Entrance;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpServerOptions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The port of gRPC: HTTP/2 without TLS, for callers that keep few connections busy for long. */
public final class GrpcEntrance {

  /** Longer than the hour after which Envoy closes an idle connection by itself. */
  private static final Duration IDLE_LIMIT = Duration.ofMinutes(65);

  /** Calls in progress on one connection; each lasts a few milliseconds. */
  private static final int MAX_STREAMS = 1_024;

  /**
   * Each call that its caller gives up resets a stream. When Redis is slow that is every call of a
   * proxy with a short deadline, which must not pass for an attack.
   */
  private static final int MAX_RESETS = 1_000_000;

  private static final int RESET_WINDOW_SECONDS = 30;
  private static final int MAX_HEADER_BYTES = 16 * 1024;

  private GrpcEntrance() {}

  public static Entrance at(int port, GrpcHandler handler) {
    return new Entrance(port, GrpcEntrance::configure, handler);
  }

  private static void configure(HttpServerOptions options) {
    options
        .setIdleTimeout((int) IDLE_LIMIT.toSeconds())
        .setHttp2RstFloodMaxRstFramePerWindow(MAX_RESETS)
        .setHttp2RstFloodWindowDuration(RESET_WINDOW_SECONDS)
        .setHttp2RstFloodWindowDurationTimeUnit(TimeUnit.SECONDS)
        .setInitialSettings(
            new Http2Settings()
                .setMaxConcurrentStreams(MAX_STREAMS)
                .setMaxHeaderListSize(MAX_HEADER_BYTES));
  }
}
