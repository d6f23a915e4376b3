package com.moalog.server.ratelimit;

import com.moalog.ratelimiter.client.Quota;
import com.moalog.ratelimiter.client.RateLimitResult;
import com.moalog.server.http.ErrorAnswer;
import com.moalog.server.http.ErrorCode;
import com.moalog.server.http.Refusal;
import com.moalog.server.ratelimit.model.IpAddress;
import com.moalog.server.ratelimit.model.TrustedProxies;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Asks the rate limiter about every request of a client address. Whatever goes wrong with the
 * limiter lets the request pass. Probes, documentation, preflights and webhooks are not counted.
 * Thread-safe.
 */
final class RateLimitFilter extends OncePerRequestFilter {

  private static final String KEY_PREFIX = "global_api:ip:";
  private static final List<String> EXCLUDED =
      List.of("/health", "/metrics", "/swagger-ui", "/api-docs", "/api/v1/webhooks/");

  private final TracedLimiter limiter;
  private final TrustedProxies proxies;
  private final RateLimitDecisions decisions;
  private final ErrorAnswer answer;

  RateLimitFilter(
      TracedLimiter limiter,
      TrustedProxies proxies,
      RateLimitDecisions decisions,
      ErrorAnswer answer) {
    this.limiter = limiter;
    this.proxies = proxies;
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
    RateLimitResult result = limiter.check(KEY_PREFIX + clientKey(request));
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

  private String clientKey(HttpServletRequest request) {
    String forwardedFor = joined(request, "X-Forwarded-For");
    String realIp = request.getHeader("X-Real-IP");
    return IpAddress.read(request.getRemoteAddr())
        .map(peer -> proxies.client(peer, forwardedFor, realIp).limitKey())
        .orElse("unknown");
  }

  /** A header that is repeated means the same as one with all values (RFC 9110, 5.3). */
  private static @Nullable String joined(HttpServletRequest request, String header) {
    List<String> values = Collections.list(request.getHeaders(header));
    return values.isEmpty() ? null : String.join(",", values);
  }
}
