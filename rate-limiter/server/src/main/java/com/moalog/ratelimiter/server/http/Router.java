package com.moalog.ratelimiter.server.http;

import com.moalog.ratelimiter.server.http.BasicCredentials.Shown;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** Finds the route of a request, after its credentials. Immutable and thread-safe. */
public final class Router implements Handler<HttpServerRequest> {

  private static final String OPERATOR_PATHS = "/actuator";
  private static final String UNKNOWN_TEMPLATE = "UNKNOWN";

  private final Map<String, List<Route>> exact = new HashMap<>();
  private final Map<String, List<Route>> below = new HashMap<>();
  private final BasicCredentials credentials;
  private final RequestMeters meters;
  private final Clock clock;

  public Router(
      List<Route> routes, BasicCredentials credentials, RequestMeters meters, Clock clock) {
    this.credentials = credentials;
    this.meters = meters;
    this.clock = clock;
    for (Route route : routes) {
      boolean wide = route.path().endsWith("/*");
      String path = wide ? route.path().substring(0, route.path().length() - 1) : route.path();
      (wide ? below : exact).computeIfAbsent(path, first -> new ArrayList<>()).add(route);
    }
  }

  @Override
  public void handle(HttpServerRequest request) {
    Context context = Objects.requireNonNull(Vertx.currentContext(), "no event loop");
    Shown shown = credentials.judge(request.getHeader(HttpHeaders.AUTHORIZATION));
    Exchange exchange = new Exchange(request, context, shown == Shown.RIGHT);
    List<Route> routes = routesOf(exchange.path());
    Optional<Route> route = byMethod(routes, request.method());
    meters.measure(request, routes.isEmpty() ? UNKNOWN_TEMPLATE : routes.getFirst().template());
    if (shown == Shown.WRONG || (isForOperator(exchange, route) && shown != Shown.RIGHT)) {
      exchange.header("WWW-Authenticate", "Basic realm=\"Realm\"").empty(401);
    } else if (routes.isEmpty()) {
      notFound(exchange);
    } else if (route.isEmpty()) {
      exchange.header("Allow", methods(routes));
      Refusal.methodNotAllowed(request.method().name()).send(exchange);
    } else {
      exchange.guarded(() -> route.get().handler().accept(exchange));
    }
  }

  /** Unknown paths of the operator's part ask for credentials before they tell that they are. */
  private static boolean isForOperator(Exchange exchange, Optional<Route> route) {
    return route
        .map(known -> known.access() == Access.OPERATOR)
        .orElseGet(() -> exchange.path().startsWith(OPERATOR_PATHS));
  }

  private List<Route> routesOf(String path) {
    List<Route> known = exact.get(path);
    if (known != null) {
      return known;
    }
    int slash = path.lastIndexOf('/');
    return slash < 0 ? List.of() : below.getOrDefault(path.substring(0, slash + 1), List.of());
  }

  private static Optional<Route> byMethod(List<Route> routes, HttpMethod method) {
    for (Route route : routes) {
      if (route.method().equals(method)) {
        return Optional.of(route);
      }
    }
    return Optional.empty();
  }

  private static String methods(List<Route> routes) {
    return routes.stream()
        .map(route -> route.method().name())
        .sorted()
        .collect(Collectors.joining(", "));
  }

  private void notFound(Exchange exchange) {
    exchange.json(
        404,
        new JsonObject()
            .put("timestamp", clock.instant().toString())
            .put("path", exchange.path())
            .put("status", 404)
            .put("error", "Not Found")
            .put("requestId", UUID.randomUUID().toString()));
  }
}
