package com.moalog.ratelimiter.server.http;

import com.moalog.kit.tracing.Operation;
import com.moalog.kit.tracing.Tracing;
import com.moalog.ratelimiter.server.metering.KeptMeters;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Times every request by method, path template and status, and traces it if anybody wants traces.
 * Thread-safe.
 */
public final class RequestMeters {

  private static final Duration[] BUCKETS = {
    Duration.ofMillis(1),
    Duration.ofNanos(2_500_000),
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(25),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofMillis(500),
    Duration.ofSeconds(1)
  };

  private static final int INTERNAL_ERROR = 500;

  private record Answered(String method, String template, int status) {}

  private final MeterRegistry registry;
  private final Tracing tracing;
  private final KeptMeters<Answered, Timer> timers = new KeptMeters<>(this::timer);

  public RequestMeters(MeterRegistry registry, Tracing tracing) {
    this.registry = registry;
    this.tracing = tracing;
  }

  /** Shows failures of this route from the start, so that their share is 0 and not unknown. */
  public void expectFailuresOf(Route route) {
    Timer _ = timers.of(new Answered(route.method().name(), route.template(), INTERNAL_ERROR));
  }

  void measure(HttpServerRequest request, String template) {
    long began = System.nanoTime();
    String method = known(request.method().name());
    Optional<Operation> operation = operation(request, method, template);
    request
        .response()
        .endHandler(ended -> {
          int status = request.response().getStatusCode();
          operation.ifPresent(traced -> traced.answered(status).close());
          timers
              .of(new Answered(method, template, status))
              .record(System.nanoTime() - began, TimeUnit.NANOSECONDS);
        });
  }

  /** Untraced requests, which are the most, pay nothing. */
  private Optional<Operation> operation(HttpServerRequest request, String method, String template) {
    return tracing.isOn()
        ? Optional.of(
            tracing
                .serve(method + " " + template, request::getHeader)
                .with("http.request.method", method)
                .with("http.route", template))
        : Optional.empty();
  }

  private Timer timer(Answered answered) {
    return Timer.builder("http.server.requests")
        .tag("method", answered.method())
        .tag("uri", answered.template())
        .tag("status", Integer.toString(answered.status()))
        .tag("outcome", outcome(answered.status()))
        .tag("exception", "none")
        .tag("error", "none")
        .serviceLevelObjectives(BUCKETS)
        .register(registry);
  }

  /** A method of the caller's invention must not become a series of its own. */
  private static String known(String method) {
    return switch (method) {
      case "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS" -> method;
      default -> "OTHER";
    };
  }

  private static String outcome(int status) {
    return switch (status / 100) {
      case 2 -> "SUCCESS";
      case 3 -> "REDIRECTION";
      case 4 -> "CLIENT_ERROR";
      case 5 -> "SERVER_ERROR";
      default -> "UNKNOWN";
    };
  }
}
