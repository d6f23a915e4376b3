package com.moalog.ratelimiter.server;

import com.moalog.kit.tracing.Tracing;
import com.moalog.ratelimiter.core.redis.RedisConnector;
import com.moalog.ratelimiter.core.rules.RulesFileException;
import com.moalog.ratelimiter.server.actuator.LimiterBean;
import com.moalog.ratelimiter.server.actuator.Registry;
import com.moalog.ratelimiter.server.http.EventLoops;
import com.moalog.ratelimiter.server.http.HttpListener;
import com.moalog.ratelimiter.server.limiting.LimitMeters;
import com.moalog.ratelimiter.server.limiting.Limiting;
import com.moalog.ratelimiter.server.limiting.RuleBook;
import com.moalog.ratelimiter.server.limiting.RulesWatch;
import com.moalog.ratelimiter.server.limiting.UnreadableStates;
import com.moalog.ratelimiter.server.settings.Settings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** The parts of one rate limiter, started in order and stopped in reverse. */
final class RunningServer implements AutoCloseable {

  private final EventLoops loops;
  private final Limiting limiting;
  private final Optional<RulesWatch> rulesWatch;
  private final HttpListener http;

  private RunningServer(
      EventLoops loops, Limiting limiting, Optional<RulesWatch> rulesWatch, HttpListener http) {
    this.loops = loops;
    this.limiting = limiting;
    this.rulesWatch = rulesWatch;
    this.http = http;
  }

  /**
   * Starts everything; Redis may be absent.
   *
   * @throws RulesFileException if the rules cannot be used
   * @throws IOException if a port cannot be bound
   */
  static RunningServer start(Settings settings, Tracing tracing)
      throws RulesFileException, IOException {
    Optional<Path> rulesFile = Optional.ofNullable(settings.limits().rulesFile());
    String rulesBefore = rulesFile.map(RulesWatch::contentOf).orElse("");
    RuleBook book = new RuleBook(settings.limits(), settings.fallback().sharePermille());
    EventLoops loops = EventLoops.start();
    if (settings.warmUp()) {
      warmUp(loops, settings.patient(), book);
    }
    PrometheusMeterRegistry registry =
        Registry.create(settings.application(), settings.environment());
    LimitMeters meters = meters(settings, registry);
    LimiterBean.register(meters);
    Limiting limiting = limiting(loops, settings, meters);
    limiting.start().toCompletableFuture().join();
    Optional<RulesWatch> watch =
        rulesFile.map(
            file -> new RulesWatch(file, rulesBefore, book, meters, limiting::rulesChanged));
    watch.ifPresent(rules -> rules.start(RulesWatch.INTERVAL));
    Parts parts = new Parts(settings, book, limiting, registry, tracing);
    HttpListener http = HttpListener.start(loops, settings.http().address(), parts.entrances());
    return new RunningServer(loops, limiting, watch, http);
  }

  /** Everything once, with counts that are thrown away, and more patience with Redis. */
  private static void warmUp(EventLoops loops, Settings settings, RuleBook book)
      throws IOException {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    try (Limiting limiting = limiting(loops, settings, meters(settings, registry))) {
      limiting.start().toCompletableFuture().join();
      WarmUp.run(loops, new Parts(settings, book, limiting, registry, Tracing.off()).http(0));
    }
    registry.close();
  }

  /** What is not to be shown is counted all the same, out of sight. */
  private static LimitMeters meters(Settings settings, PrometheusMeterRegistry registry) {
    return new LimitMeters(
        settings.metrics().enabled() ? registry : new SimpleMeterRegistry(),
        settings.metrics().prefix());
  }

  private static Limiting limiting(EventLoops loops, Settings settings, LimitMeters meters) {
    return new Limiting(
        settings.limits().enabled(),
        new RedisConnector(settings.redis(), new UnreadableStates(meters), loops.all()),
        settings.fallback(),
        meters);
  }

  /** Reads the file of rules soon, if there is one. */
  void readRulesAgain() {
    rulesWatch.ifPresent(RulesWatch::readAgain);
  }

  int port() {
    return http.port(0);
  }

  /** The port of gRPC, which must be enabled. */
  int grpcPort() {
    return http.port(1);
  }

  /**
   * Stops accepting, lets the requests in flight finish for ten seconds, gives leases back, then
   * lets go of Redis; each whatever became of the step before.
   */
  @Override
  public void close() {
    try {
      http.close();
    } finally {
      try {
        rulesWatch.ifPresent(RulesWatch::close);
      } finally {
        endOfLimiting();
      }
    }
  }

  private void endOfLimiting() {
    try {
      limiting.close();
    } finally {
      loops.close();
    }
  }
}
