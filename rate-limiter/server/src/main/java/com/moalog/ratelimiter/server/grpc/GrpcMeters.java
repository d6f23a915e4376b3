package com.moalog.ratelimiter.server.grpc;

import com.moalog.ratelimiter.server.metering.KeptMeters;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/** Times every call by its method and status. Thread-safe. */
public final class GrpcMeters {

  private static final Duration[] BUCKETS = {
    Duration.ofMillis(1),
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(20),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(500)
  };

  private record Ended(String method, GrpcStatus status) {}

  private final MeterRegistry registry;
  private final KeptMeters<Ended, Timer> timers = new KeptMeters<>(this::timer);

  public GrpcMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  /** A call in progress. */
  interface Measured {
    void end(GrpcStatus status);
  }

  Measured begin(String method) {
    long began = System.nanoTime();
    return status ->
        timers.of(new Ended(method, status)).record(Duration.ofNanos(System.nanoTime() - began));
  }

  private Timer timer(Ended ended) {
    return Timer.builder("rate_limiter_grpc")
        .tag("method", ended.method())
        .tag("status", ended.status().name())
        .serviceLevelObjectives(BUCKETS)
        .register(registry);
  }
}
