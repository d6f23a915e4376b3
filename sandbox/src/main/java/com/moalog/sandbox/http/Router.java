package com.moalog.sandbox.http;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the route of a request: the first one that fits. Immutable and thread-safe. */
public final class Router implements Handler {

  private final List<Route> routes;

  public Router(List<Route> routes) {
    this.routes = List.copyOf(routes);
  }

  @Override
  public Answer handle(Request request) {
    boolean isKnownPath = false;
    for (Route route : routes) {
      Optional<List<String>> values = route.match(request.path());
      if (values.isPresent()) {
        if (route.method().equals(request.method())) {
          return route.action().answer(request, values.get());
        }
        isKnownPath = true;
      }
    }
    return isKnownPath
        ? refusal(405, "METHOD_NOT_ALLOWED", request)
        : refusal(404, "NOT_FOUND", request);
  }

  private static Answer refusal(int status, String code, Request request) {
    String message = "the sandbox has no " + request.method() + " " + request.path();
    return Json.reply(status, Map.of("code", code, "message", message));
  }
}
