package com.moalog.fluxpay.http;

import com.moalog.fluxpay.model.Trace;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.MDC;
import org.springframework.dao.DataAccessException;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * The outermost filter: gives each request its trace, echoes its id, limits how many are served at
 * a time, and answers what inner filters refuse. Thread-safe.
 */
final class EntryFilter extends OncePerRequestFilter {

  private final RequestTraces traces;
  private final RequestLimits limits;
  private final ErrorAnswers errors;

  EntryFilter(RequestTraces traces, RequestLimits limits, ErrorAnswers errors) {
    this.traces = traces;
    this.limits = limits;
    this.errors = errors;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Trace trace = traces.of(request);
    response.setHeader(RequestTraces.REQUEST_ID_HEADER, trace.requestId());
    try (var _ = MDC.putCloseable("request_id", trace.requestId());
        var _ = MDC.putCloseable("trace_id", trace.traceId())) {
      if (BusinessPaths.contains(request.getRequestURI())) {
        limited(request, response, chain);
      } else {
        chain.doFilter(request, response);
      }
    }
  }

  private void limited(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    try (var _ = limits.take()) {
      chain.doFilter(request, response);
    } catch (RefusedException | DataAccessException refused) {
      errors.write(request, response, refused);
    }
  }
}
