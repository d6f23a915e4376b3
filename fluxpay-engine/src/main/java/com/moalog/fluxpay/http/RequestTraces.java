package com.moalog.fluxpay.http;

import com.moalog.fluxpay.model.IdSource;
import com.moalog.fluxpay.model.Trace;
import jakarta.servlet.http.HttpServletRequest;
import java.util.regex.Pattern;

/** Finds or makes the trace of a request. Thread-safe. */
public final class RequestTraces {

  static final String REQUEST_ID_HEADER = "X-Request-Id";

  private static final String ATTRIBUTE = RequestTraces.class.getName();
  private static final Pattern REQUEST_ID = Pattern.compile("[!-~]{1,64}");
  private static final Pattern TRACE_PARENT =
      Pattern.compile("[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}.*");
  private static final int TRACE_ID_START = 3;
  private static final int TRACE_ID_END = 35;

  private final IdSource ids;

  RequestTraces(IdSource ids) {
    this.ids = ids;
  }

  /** The trace of this request, the same each time it is asked for. */
  public Trace of(HttpServletRequest request) {
    if (request.getAttribute(ATTRIBUTE) instanceof Trace known) {
      return known;
    }
    Trace trace =
        new Trace(requestId(request), traceId(request), "client", request.getRemoteAddr());
    request.setAttribute(ATTRIBUTE, trace);
    return trace;
  }

  private String requestId(HttpServletRequest request) {
    String given = request.getHeader(REQUEST_ID_HEADER);
    return given != null && REQUEST_ID.matcher(given).matches() ? given : ids.next().toString();
  }

  private String traceId(HttpServletRequest request) {
    String parent = request.getHeader("traceparent");
    return parent != null && TRACE_PARENT.matcher(parent).matches()
        ? parent.substring(TRACE_ID_START, TRACE_ID_END)
        : ids.next("");
  }
}
