package com.moalog.server.ratelimit;

import com.moalog.ratelimiter.client.Quota;
import com.moalog.ratelimiter.client.RateLimitResult;
import com.moalog.server.http.ErrorAnswer;
import com.moalog.server.http.ErrorCode;
import com.moalog.server.http.Refusal;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Asks the rate limiter about every request. Whatever goes wrong with the limiter lets the request
 * pass. Probes, documentation, preflights and webhooks are not counted. Thread-safe.
 */
final class RateLimitFilter extends OncePerRequestFilter {

  private static final List<String> EXCLUDED =
      List.of("/health", "/metrics", "/swagger-ui", "/api-docs", "/api/v1/webhooks/");

  private final TracedLimiter limiter;
  private final LimitKeys keys;
  private final RateLimitDecisions decisions;
  private final ErrorAnswer answer;

  RateLimitFilter(
      TracedLimiter limiter, LimitKeys keys, RateLimitDecisions decisions, ErrorAnswer answer) {
    this.limiter = limiter;
    this.keys = keys;
    this.decisions = decisions;
    this.answer = answer;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    String path = request.getRequestURI();
    return request.getMethod().equals("OPTIONS") || EXCLUDED.stream().anyMatch(path::startsWith);
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    RateLimitResult result = limiter.check(keys.of(request));
    decisions.count(result);
    switch (result) {
      case RateLimitResult.Allowed(Quota quota) -> {
        tell(response, "X-RateLimit-Remaining", quota.remaining());
        chain.doFilter(request, response);
      }
      case RateLimitResult.Denied(Quota quota, long retryAfterSeconds) -> {
        response.setHeader("X-RateLimit-Remaining", "0");
        tell(response, "X-RateLimit-Reset", quota.resetAfterSeconds());
        tell(response, "X-RateLimit-Limit", quota.limit());
        answer.write(
            request,
            response,
            Refusal.retryLater(ErrorCode.TOO_MANY_REQUESTS, Duration.ofSeconds(retryAfterSeconds)));
      }
      case RateLimitResult.Bypassed _ -> chain.doFilter(request, response);
    }
  }

  private static void tell(HttpServletResponse response, String header, long figure) {
    if (figure != Quota.UNKNOWN) {
      response.setHeader(header, Long.toString(figure));
    }
  }
}
