package com.moalog.ratelimiter.server.actuator;

import com.moalog.ratelimiter.server.http.Access;
import com.moalog.ratelimiter.server.http.Exchange;
import com.moalog.ratelimiter.server.http.Route;
import com.moalog.ratelimiter.server.settings.ActuatorSettings;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The endpoints below {@code /actuator}. Thread-safe. */
public final class Actuator {

  private static final String BASE = "/actuator";
  private static final String TEXT_FORMAT = "text/plain; version=0.0.4; charset=utf-8";

  private final ActuatorSettings settings;
  private final Health health;
  private final PrometheusMeterRegistry registry;

  public Actuator(ActuatorSettings settings, Health health, PrometheusMeterRegistry registry) {
    this.settings = settings;
    this.health = health;
    this.registry = registry;
  }

  public List<Route> routes() {
    Access scraping = settings.prometheusPublic() ? Access.ANYONE : Access.OPERATOR;
    return Stream.of(
            readable("/health", Access.ANYONE, this::health),
            readable("/health/liveness", Access.ANYONE, Actuator::up),
            readable("/health/readiness", Access.ANYONE, Actuator::up),
            readable("/info", Access.ANYONE, Actuator::info),
            readable("/prometheus", scraping, this::prometheus),
            readable("/metrics", Access.OPERATOR, this::meterNames),
            readable("/metrics/*", Access.OPERATOR, this::meter))
        .flatMap(List::stream)
        .toList();
  }

  private static List<Route> readable(String path, Access access, Consumer<Exchange> handler) {
    String template = BASE + path.replace("*", "{name}");
    return List.of(
        new Route(HttpMethod.GET, BASE + path, template, access, handler),
        new Route(HttpMethod.HEAD, BASE + path, template, access, handler));
  }

  private void health(Exchange exchange) {
    boolean details = exchange.isOperator() || settings.detailsAlways();
    exchange.when(health.look(), seen -> exchange.json(seen.status(), seen.body(details)));
  }

  /** A server that answers has its port open and its rules read. */
  private static void up(Exchange exchange) {
    exchange.json(200, new JsonObject().put("status", "UP"));
  }

  private static void info(Exchange exchange) {
    exchange.json(
        200,
        new JsonObject()
            .put(
                "app",
                new JsonObject()
                    .put("name", "rate-limiter")
                    .put("java", Runtime.version().toString())));
  }

  private void prometheus(Exchange exchange) {
    exchange.text(200, TEXT_FORMAT, registry.scrape());
  }

  private void meterNames(Exchange exchange) {
    exchange.json(200, MeterView.names(registry));
  }

  private void meter(Exchange exchange) {
    String path = exchange.path();
    String name = path.substring(path.lastIndexOf('/') + 1);
    MeterView.of(registry, name)
        .ifPresentOrElse(view -> exchange.json(200, view), () -> exchange.empty(404));
  }
}
