package com.moalog.server.web;

import com.moalog.server.http.SecurityHeaders;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Serves the page. Its files stand outside the rate limit: a page is some ten requests, and an
 * office shares one address. A browser that asks for a page of the application gets the one
 * document there is; whoever does not ask for HTML gets the API's answer as ever. Thread-safe.
 */
final class WebFilter extends OncePerRequestFilter {

  private static final String DOCUMENT = "/index.html";

  /** Below these the API and its tools live, also for browsers. */
  private static final List<String> ELSEWHERE =
      List.of("/api/", "/api-docs", "/swagger-ui", "/webjars/", "/health", "/metrics");

  /** The first segments of the page's own addresses; keep in step with {@code routes.tsx}. */
  private static final Set<String> PAGES =
      Set.of(
          "",
          "login",
          "signup",
          "join",
          "rooms",
          "retrospects",
          "storage",
          "search",
          "plans",
          "me");

  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:;"
          + " font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self';"
          + " form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

  private static final Pattern HTML =
      Pattern.compile("text/html(?!\\s*;\\s*q=0(?:\\.0*)?\\s*(?:,|$))");

  private final WebFiles files;

  WebFilter(WebFiles files) {
    this.files = files;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    String path = request.getRequestURI();
    return !(request.getMethod().equals("GET") || request.getMethod().equals("HEAD"))
        || ELSEWHERE.stream().anyMatch(path::startsWith);
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String path = request.getRequestURI();
    Optional<WebFile> file = path.equals(DOCUMENT) ? Optional.empty() : files.find(path);
    if (file.isPresent()) {
      send(request, response, file.get());
      return;
    }
    Optional<WebFile> document = asksForHtml(request) ? files.find(DOCUMENT) : Optional.empty();
    if (document.isEmpty()) {
      chain.doFilter(request, response);
      return;
    }
    if (!PAGES.contains(firstSegment(path))) {
      response.setStatus(HttpServletResponse.SC_NOT_FOUND);
    }
    send(request, response, document.get());
  }

  private static boolean asksForHtml(HttpServletRequest request) {
    String accept = request.getHeader("Accept");
    return accept != null && HTML.matcher(accept).find();
  }

  private static String firstSegment(String path) {
    int end = path.indexOf('/', 1);
    return path.substring(1, end < 0 ? path.length() : end);
  }

  private static void send(HttpServletRequest request, HttpServletResponse response, WebFile file)
      throws IOException {
    protect(response);
    response.setHeader(
        "Cache-Control", file.lasts() ? "public, max-age=31536000, immutable" : "no-cache");
    response.setHeader("ETag", file.tag());
    response.setHeader("Vary", "Accept-Encoding");
    if (isKnown(request.getHeader("If-None-Match"), file)
        && response.getStatus() == HttpServletResponse.SC_OK) {
      response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
      return;
    }
    response.setContentType(file.mediaType());
    byte[] content = file.plain();
    Optional<String> coding = coding(request.getHeader("Accept-Encoding"), file);
    if (coding.isPresent()) {
      response.setHeader("Content-Encoding", coding.get());
      content = file.packed().getOrDefault(coding.get(), content);
    }
    response.setContentLength(content.length);
    if (!request.getMethod().equals("HEAD")) {
      response.getOutputStream().write(content);
    }
  }

  private static void protect(HttpServletResponse response) {
    response.setHeader(SecurityHeaders.POLICY, POLICY);
    response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
    response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
  }

  private static boolean isKnown(@Nullable String header, WebFile file) {
    return header != null
        && Arrays.stream(header.split(",", -1))
            .map(tag -> tag.strip().replaceFirst("^W/", ""))
            .anyMatch(tag -> tag.equals(file.tag()) || tag.equals("*"));
  }

  private static Optional<String> coding(@Nullable String accepted, WebFile file) {
    if (accepted == null) {
      return Optional.empty();
    }
    List<String> offers = Arrays.stream(accepted.split(",", -1)).map(String::strip).toList();
    return WebFile.CODINGS.stream()
        .filter(file.packed()::containsKey)
        .filter(coding -> offers.stream().anyMatch(offer -> accepts(offer, coding)))
        .findFirst();
  }

  private static boolean accepts(String offer, String coding) {
    String[] parts = offer.split(";", 2);
    return parts[0].strip().equalsIgnoreCase(coding)
        && (parts.length == 1 || !parts[1].strip().matches("q=0(?:\\.0*)?"));
  }
}
