package com.moalog.server.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.slf4j.MDC;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Gives every request an id: the caller's {@code x-request-id} when it is well-formed, else a
 * random UUID. The id is on every answer and in every log line of the request.
 */
public final class RequestIdFilter extends OncePerRequestFilter {

  /** The header that carries the id, in both directions. */
  public static final String HEADER = "x-request-id";

  private static final String LOG_FIELD = "request_id";

  /** What fluxpay-engine takes too, so that an id can be passed on unchanged. */
  private static final Pattern WELL_FORMED = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  private final Supplier<UUID> ids;

  RequestIdFilter(Supplier<UUID> ids) {
    this.ids = ids;
  }

  /** The id of the request that this thread handles, to be passed on to other services. */
  public static String currentId() {
    String id = MDC.get(LOG_FIELD);
    return id == null ? "" : id;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String given = request.getHeader(HEADER);
    String id =
        given != null && WELL_FORMED.matcher(given).matches() ? given : ids.get().toString();
    response.setHeader(HEADER, id);
    MDC.put(LOG_FIELD, id);
    try {
      chain.doFilter(request, response);
    } finally {
      MDC.clear();
    }
  }
}
