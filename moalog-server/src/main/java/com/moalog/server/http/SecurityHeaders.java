package com.moalog.server.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Tells browsers on every answer how little it may do. Answers of the API are data: nothing in them
 * may run, load or be framed. The page and the API's documentation say what they need instead.
 * Thread-safe.
 */
public final class SecurityHeaders extends OncePerRequestFilter {

  /** The header that names what a document may load. */
  public static final String POLICY = "Content-Security-Policy";

  private static final String DATA =
      "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  /** Swagger UI styles its elements one by one and draws with images in its style sheet. */
  private static final String DOCUMENTATION =
      "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline';"
          + " img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none';"
          + " form-action 'none'; frame-ancestors 'none'";

  private static final String DOCUMENTATION_PATH = "/swagger-ui";

  /** What is the same on every answer. */
  static final Map<String, String> ALWAYS =
      Map.of(
          POLICY,
          DATA,
          "X-Content-Type-Options",
          "nosniff",
          "X-Frame-Options",
          "DENY",
          "Referrer-Policy",
          "same-origin",
          "Permissions-Policy",
          "camera=(), microphone=(), geolocation=(), payment=()");

  private static final String TRANSPORT = "Strict-Transport-Security";
  private static final String ONE_YEAR = "max-age=31536000";

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    ALWAYS.forEach(response::setHeader);
    if (request.getRequestURI().startsWith(DOCUMENTATION_PATH)) {
      response.setHeader(POLICY, DOCUMENTATION);
    }
    if (isBehindTls(request)) {
      response.setHeader(TRANSPORT, ONE_YEAR);
    }
    chain.doFilter(request, response);
  }

  /**
   * Whoever forges the proxy's header without TLS gains nothing: browsers do not heed the answer
   * then.
   */
  private static boolean isBehindTls(HttpServletRequest request) {
    return request.isSecure() || "https".equalsIgnoreCase(request.getHeader("X-Forwarded-Proto"));
  }
}
