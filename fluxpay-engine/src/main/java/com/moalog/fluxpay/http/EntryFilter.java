package com.moalog.fluxpay.http;

import com.moalog.fluxpay.model.Trace;
import com.moalog.kit.tracing.Operation;
import com.moalog.kit.tracing.Tracing;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.MDC;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerMapping;

/**
 * The outermost filter: gives each request its trace and span, echoes its id, limits how many are
 * served at a time, and answers what inner filters refuse. Probes, scrapes and documents are not
 * worth a span. Thread-safe.
 */
final class EntryFilter extends OncePerRequestFilter {

  private final RequestTraces traces;
  private final Bounds bounds;
  private final ErrorAnswers errors;
  private final Tracing tracing;

  EntryFilter(RequestTraces traces, Bounds bounds, ErrorAnswers errors, Tracing tracing) {
    this.traces = traces;
    this.bounds = bounds;
    this.errors = errors;
    this.tracing = tracing;
  }

  /** How many requests at a time, and how long each. */
  record Bounds(RequestLimits limits, Deadline deadline) {}

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (BusinessPaths.isTraced(request.getRequestURI())) {
      traced(request, response, chain);
    } else {
      named(request, response, chain, traces.of(request));
    }
  }

  private void traced(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String method = request.getMethod();
    try (Operation operation = tracing.serve(method, request::getHeader);
        var _ = operation.activate()) {
      operation.with("http.request.method", method).with("url.path", request.getRequestURI());
      try {
        named(request, response, chain, traces.begin(request, operation.traceParent()));
      } catch (IOException | ServletException | RuntimeException failed) {
        operation.failed(failed);
        throw failed;
      }
      operation.answered(response.getStatus());
      if (request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE)
          instanceof String route) {
        operation.named(method + " " + route).with("http.route", route);
      }
    }
  }

  private void named(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain, Trace trace)
      throws ServletException, IOException {
    response.setHeader(RequestTraces.REQUEST_ID_HEADER, trace.requestId());
    try (var _ = MDC.putCloseable("request_id", trace.requestId())) {
      if (BusinessPaths.contains(request.getRequestURI())) {
        limited(request, response, chain);
      } else {
        chain.doFilter(request, response);
      }
    }
  }

  private void limited(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    bounds.deadline().begin(request);
    try (var _ = bounds.limits().take()) {
      chain.doFilter(request, response);
    } catch (RefusedException | DataAccessException | TransactionException refused) {
      errors.write(request, response, refused);
    }
  }
}
