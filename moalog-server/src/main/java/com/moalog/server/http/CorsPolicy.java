package com.moalog.server.http;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsConfigurationSource;

/**
 * Which web pages may call. A request of another origin is answered without CORS headers, so that
 * the browser withholds the answer; it is not refused. Immutable and thread-safe.
 */
final class CorsPolicy implements CorsConfigurationSource {

  private static final Duration PREFLIGHT_AGE = Duration.ofHours(1);

  private final Set<String> origins;
  private final CorsConfiguration configuration;

  CorsPolicy(List<String> origins) {
    this.origins = Set.copyOf(origins);
    this.configuration = new CorsConfiguration();
    configuration.setAllowedOrigins(origins);
    configuration.setAllowedMethods(List.of("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"));
    configuration.setAllowedHeaders(
        List.of(
            "Content-Type",
            "Authorization",
            "Accept",
            "Origin",
            "Idempotency-Key",
            "X-Idempotency-Key",
            "X-Request-Id",
            "Accept-Language"));
    configuration.setExposedHeaders(
        List.of(
            "Retry-After",
            "X-Request-Id",
            "Content-Disposition",
            "X-RateLimit-Limit",
            "X-RateLimit-Remaining",
            "X-RateLimit-Reset",
            "X-Next-Cursor",
            "X-Truncated",
            "Idempotency-Replayed"));
    configuration.setAllowCredentials(true);
    configuration.setMaxAge(PREFLIGHT_AGE);
  }

  @Override
  public @Nullable CorsConfiguration getCorsConfiguration(HttpServletRequest request) {
    String origin = request.getHeader("Origin");
    return origin != null && origins.contains(origin) ? configuration : null;
  }
}
