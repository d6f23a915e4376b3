package com.moalog.server.operations;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts and times requests under the names that the dashboards and alert rules query. Meters are
 * kept by their labels, so a request costs two map look-ups. Thread-safe.
 */
final class RequestMeters {

  /** Statuses that alert rules divide by: they exist with 0 from the start. */
  private static final List<Integer> ZERO_STATUSES = List.of(429, 500);

  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

  private static final Duration[] BUCKETS =
      List.of(5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000).stream()
          .map(Duration::ofMillis)
          .toArray(Duration[]::new);

  private final MeterRegistry registry;
  private final ConcurrentMap<Outcome, Meters> finished = new ConcurrentHashMap<>();
  private final ConcurrentMap<Route, AtomicInteger> pending = new ConcurrentHashMap<>();

  RequestMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  /** Makes the series of a route exist before anything went wrong on it. */
  void expect(String method, String endpoint) {
    for (int status : ZERO_STATUSES) {
      counter(new Outcome(method, endpoint, status));
    }
  }

  /** A request begins; the number returned has to be counted down when it ends. */
  AtomicInteger begin(String method, String endpoint) {
    AtomicInteger inFlight =
        pending.computeIfAbsent(new Route(known(method), endpoint), this::pendingGauge);
    inFlight.incrementAndGet();
    return inFlight;
  }

  /** A request has been answered. */
  void end(String method, String endpoint, int status, Duration duration) {
    Meters meters =
        finished.computeIfAbsent(new Outcome(known(method), endpoint, status), this::meters);
    meters.requests().increment();
    meters.durations().record(duration);
  }

  /** Anybody can invent a method; only the known ones become labels. */
  private static String known(String method) {
    return METHODS.contains(method) ? method : "OTHER";
  }

  private Meters meters(Outcome outcome) {
    Timer durations =
        Timer.builder("axum.http.requests.duration")
            .description("Time from the request to the end of its answer")
            .tags("method", outcome.method(), "endpoint", outcome.endpoint())
            .tag("status", Integer.toString(outcome.status()))
            .serviceLevelObjectives(BUCKETS)
            .register(registry);
    return new Meters(counter(outcome), durations);
  }

  private Counter counter(Outcome outcome) {
    return Counter.builder("axum.http.requests")
        .description("Requests answered")
        .tags("method", outcome.method(), "endpoint", outcome.endpoint())
        .tag("status", Integer.toString(outcome.status()))
        .register(registry);
  }

  private AtomicInteger pendingGauge(Route route) {
    AtomicInteger inFlight = new AtomicInteger();
    Gauge.builder("axum.http.requests.pending", inFlight, AtomicInteger::get)
        .description("Requests being handled")
        .tags("method", route.method(), "endpoint", route.endpoint())
        .strongReference(true)
        .register(registry);
    return inFlight;
  }

  private record Route(String method, String endpoint) {}

  private record Outcome(String method, String endpoint, int status) {}

  private record Meters(Counter requests, Timer durations) {}
}
