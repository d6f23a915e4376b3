package com.moalog.ratelimiter.server;

import com.moalog.ratelimiter.core.redis.RedisConnector;
import com.moalog.ratelimiter.core.rules.RulesFileException;
import com.moalog.ratelimiter.server.actuator.Actuator;
import com.moalog.ratelimiter.server.actuator.Health;
import com.moalog.ratelimiter.server.actuator.Registry;
import com.moalog.ratelimiter.server.api.LimitApi;
import com.moalog.ratelimiter.server.http.BasicCredentials;
import com.moalog.ratelimiter.server.http.HttpListener;
import com.moalog.ratelimiter.server.http.RequestMeters;
import com.moalog.ratelimiter.server.http.Router;
import com.moalog.ratelimiter.server.limiting.LimitMeters;
import com.moalog.ratelimiter.server.limiting.Limiting;
import com.moalog.ratelimiter.server.limiting.RuleBook;
import com.moalog.ratelimiter.server.limiting.RulesWatch;
import com.moalog.ratelimiter.server.settings.Settings;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import java.util.stream.Stream;

/** The parts of one rate limiter, started in order and stopped in reverse. */
final class RunningServer implements AutoCloseable {

  private final Limiting limiting;
  private final Optional<RulesWatch> rulesWatch;
  private final HttpListener http;

  private RunningServer(Limiting limiting, Optional<RulesWatch> rulesWatch, HttpListener http) {
    this.limiting = limiting;
    this.rulesWatch = rulesWatch;
    this.http = http;
  }

  /**
   * Starts everything; Redis may be absent.
   *
   * @throws RulesFileException if the rules cannot be used
   * @throws IOException if the port cannot be bound
   */
  static RunningServer start(Settings settings) throws RulesFileException, IOException {
    PrometheusMeterRegistry registry =
        Registry.create(settings.application(), settings.environment());
    LimitMeters meters = new LimitMeters(registry);
    RuleBook book = new RuleBook(settings.limits(), settings.fallback().sharePermille());
    Limiting limiting =
        new Limiting(
            settings.limits().enabled(),
            new RedisConnector(settings.redis()),
            settings.fallback(),
            meters);
    limiting.start().toCompletableFuture().join();
    Router router = router(settings, book, limiting, registry);
    Optional<RulesWatch> watch =
        Optional.ofNullable(settings.limits().rulesFile())
            .map(file -> new RulesWatch(file, book, meters, limiting::rulesChanged));
    watch.ifPresent(rules -> rules.start(RulesWatch.INTERVAL));
    HttpListener http =
        HttpListener.start(settings.http().address(), settings.http().port(), router);
    return new RunningServer(limiting, watch, http);
  }

  private static Router router(
      Settings settings, RuleBook book, Limiting limiting, PrometheusMeterRegistry registry) {
    Clock clock = Clock.systemUTC();
    LimitApi api = new LimitApi(settings, book, limiting, clock);
    Health health = new Health(limiting.link(), System::nanoTime);
    Actuator actuator = new Actuator(settings.actuator(), health, registry);
    RequestMeters meters = new RequestMeters(registry);
    meters.expectFailuresOf(api.routes().getFirst());
    return new Router(
        Stream.concat(api.routes().stream(), actuator.routes().stream()).toList(),
        new BasicCredentials(settings.actuator().user(), settings.actuator().password()),
        meters,
        clock);
  }

  int port() {
    return http.port();
  }

  /** Stops accepting, lets the requests in flight finish for ten seconds, then lets go of Redis. */
  @Override
  public void close() {
    http.close();
    rulesWatch.ifPresent(RulesWatch::close);
    limiting.close();
  }
}
