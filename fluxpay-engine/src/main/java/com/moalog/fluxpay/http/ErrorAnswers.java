package com.moalog.fluxpay.http;

import com.moalog.fluxpay.model.Trace;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;

/** Writes refusals for filters and exception handlers alike. Thread-safe. */
public final class ErrorAnswers {

  private static final Logger LOG = LoggerFactory.getLogger(ErrorAnswers.class);

  private final Answers answers;
  private final RequestTraces traces;

  ErrorAnswers(Answers answers, RequestTraces traces) {
    this.answers = answers;
    this.traces = traces;
  }

  /** Answers with the envelope that goes with the fault; does nothing once an answer began. */
  public void write(HttpServletRequest request, HttpServletResponse response, Exception fault)
      throws IOException {
    RefusedException refused = Faults.refusalFor(fault);
    log(refused, fault);
    if (response.isCommitted()) {
      return;
    }
    Trace trace = traces.of(request);
    response.resetBuffer();
    response.setStatus(refused.status());
    if (refused.retryAfter() != null) {
      response.setHeader("Retry-After", Long.toString(refused.retryAfter().toSeconds()));
    }
    response.setHeader(RequestTraces.REQUEST_ID_HEADER, trace.requestId());
    response.setContentType(MediaType.APPLICATION_JSON_VALUE + ";charset=utf-8");
    byte[] body = answers.refusal(refused, trace).body().getBytes(StandardCharsets.UTF_8);
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  private static void log(RefusedException refused, Exception fault) {
    switch (refused.code()) {
      case SYS_001 -> LOG.error("unexpected failure", fault);
      case SYS_002 -> LOG.warn("cannot serve: {}", String.valueOf(fault.getMessage()));
      default -> LOG.debug("refused as {}", refused.code(), fault);
    }
  }
}
