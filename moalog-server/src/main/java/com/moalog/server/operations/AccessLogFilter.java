package com.moalog.server.operations;

import com.moalog.kit.tracing.Operation;
import com.moalog.kit.tracing.Tracing;
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
 * Writes one line, counts once and is one span per request. It stands outside the rate limit, so
 * that refused requests are seen too. The server's own probes are not counted: they would dilute
 * error rate and latency. Thread-safe.
 */
final class AccessLogFilter extends OncePerRequestFilter {

  private static final Logger LOG = LoggerFactory.getLogger("com.moalog.server.access");
  private static final int SERVER_ERROR = 500;

  private final RouteTemplates routes;
  private final RequestMeters meters;
  private final Tracing tracing;

  AccessLogFilter(RouteTemplates routes, RequestMeters meters, Tracing tracing) {
    this.routes = routes;
    this.meters = meters;
    this.tracing = tracing;
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
    String route = routes.templateOf(request);
    String name = request.getMethod() + " " + route;
    try (Operation operation = tracing.serve(name, request::getHeader);
        var _ = operation.activate()) {
      operation
          .with("http.request.method", request.getMethod())
          .with("http.route", route)
          .with("url.path", request.getRequestURI());
      try {
        observe(request, response, chain, route);
        operation.answered(response.getStatus());
      } catch (IOException | ServletException | RuntimeException failed) {
        operation.failed(failed);
        throw failed;
      }
    }
  }

  private void observe(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain, String route)
      throws ServletException, IOException {
    long startNanos = System.nanoTime();
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
