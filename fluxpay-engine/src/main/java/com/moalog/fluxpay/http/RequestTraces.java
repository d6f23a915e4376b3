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
  private static final int TRACE_PARENT_LENGTH = 55;

  private final IdSource ids;

  RequestTraces(IdSource ids) {
    this.ids = ids;
  }

  /** The request is served as part of that trace from now on. */
  Trace begin(HttpServletRequest request, String traceParent) {
    Trace trace = new Trace(requestId(request), traceParent, "client", request.getRemoteAddr());
    request.setAttribute(ATTRIBUTE, trace);
    return trace;
  }

  /** The trace of this request, the same each time it is asked for. */
  public Trace of(HttpServletRequest request) {
    return request.getAttribute(ATTRIBUTE) instanceof Trace known
        ? known
        : begin(request, traceParent(request));
  }

  private String requestId(HttpServletRequest request) {
    String given = request.getHeader(REQUEST_ID_HEADER);
    return given != null && REQUEST_ID.matcher(given).matches() ? given : ids.next().toString();
  }

  /** For a request that is not worth a span. */
  private String traceParent(HttpServletRequest request) {
    String given = request.getHeader("traceparent");
    if (given != null && TRACE_PARENT.matcher(given).matches()) {
      return given.substring(0, TRACE_PARENT_LENGTH);
    }
    return Trace.unrecorded(ids);
  }
}
