package com.moalog.server.operations;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.springframework.http.server.PathContainer;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.pattern.PathPattern;

/**
 * Finds the route of a request before it is routed, so that a request refused by a filter is
 * counted under its route too. Templates look like {@code /api/v1/retrospects/:retrospect_id}; a
 * path without a route is {@code unmatched}, which bounds the number of series. Thread-safe.
 */
final class RouteTemplates {

  static final String UNMATCHED = "unmatched";

  private static final Pattern VARIABLE = Pattern.compile("\\{([^}]*)}");
  private static final Pattern HUMP = Pattern.compile("([a-z])([A-Z])");

  private final Supplier<List<Route>> routes;

  RouteTemplates(Supplier<RequestMappingHandlerMapping> handlers) {
    this.routes = SingletonSupplier.of(() -> routesOf(handlers.get()));
  }

  /** The template of the request's route. */
  String templateOf(HttpServletRequest request) {
    PathContainer path = PathContainer.parsePath(request.getRequestURI());
    for (Route route : routes.get()) {
      if (route.pattern().matches(path)) {
        return route.template();
      }
    }
    return UNMATCHED;
  }

  /** Every route below {@code /api/} with each of its methods. */
  List<Route> apiRoutes() {
    return routes.get().stream().filter(route -> route.template().startsWith("/api/")).toList();
  }

  private static List<Route> routesOf(RequestMappingHandlerMapping handlers) {
    Set<PathPattern> patterns = new TreeSet<>();
    List<Route> found = new ArrayList<>();
    for (RequestMappingInfo info : handlers.getHandlerMethods().keySet()) {
      if (info.getPathPatternsCondition() != null) {
        patterns.addAll(info.getPathPatternsCondition().getPatterns());
      }
    }
    for (PathPattern pattern : patterns) {
      Set<String> methods = new TreeSet<>();
      for (RequestMappingInfo info : handlers.getHandlerMethods().keySet()) {
        if (info.getPathPatternsCondition() != null
            && info.getPathPatternsCondition().getPatterns().contains(pattern)) {
          info.getMethodsCondition().getMethods().forEach(method -> methods.add(method.name()));
        }
      }
      found.add(new Route(pattern, template(pattern.getPatternString()), List.copyOf(methods)));
    }
    return List.copyOf(found);
  }

  static String template(String pattern) {
    return VARIABLE
        .matcher(pattern)
        .replaceAll(variable ->
            ":" + HUMP.matcher(variable.group(1)).replaceAll("$1_$2").toLowerCase(Locale.ROOT));
  }

  /** One path pattern, its name in metrics and the methods that it serves. */
  record Route(PathPattern pattern, String template, List<String> methods) {
    Route {
      methods = List.copyOf(methods);
    }
  }
}
