package com.moalog.server.operations;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Writes one line and counts once per request. It stands outside the rate limit, so that refused
 * requests are seen too. The server's own probes are not counted: they would dilute error rate and
 * latency. Thread-safe.
 */
final class AccessLogFilter extends OncePerRequestFilter {

  private static final Logger LOG = LoggerFactory.getLogger("com.moalog.server.access");
  private static final int SERVER_ERROR = 500;

  private final RouteTemplates routes;
  private final RequestMeters meters;

  AccessLogFilter(RouteTemplates routes, RequestMeters meters) {
    this.routes = routes;
    this.meters = meters;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    String path = request.getRequestURI();
    return path.equals("/metrics") || path.equals("/health") || path.startsWith("/health/");
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    long startNanos = System.nanoTime();
    String route = routes.templateOf(request);
    AtomicInteger pending = meters.begin(request.getMethod(), route);
    boolean answered = false;
    try {
      chain.doFilter(request, response);
      answered = true;
    } finally {
      pending.decrementAndGet();
      int status = answered ? response.getStatus() : SERVER_ERROR;
      Duration duration = Duration.ofNanos(System.nanoTime() - startNanos);
      meters.end(request.getMethod(), route, status, duration);
      log(request, route, status, duration);
    }
  }

  private static void log(HttpServletRequest request, String route, int status, Duration duration) {
    LOG.atLevel(status >= SERVER_ERROR ? Level.WARN : Level.INFO)
        .addKeyValue(
            "http",
            Map.of(
                "method", request.getMethod(),
                "route", route,
                "status", status,
                "duration_ms", duration.toMillis(),
                "client_ip", request.getRemoteAddr()))
        .log("request answered");
  }
}
