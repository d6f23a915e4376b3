package com.moalog.server.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpMethod;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;

/** Answers every exception of a handler with the error envelope. */
@ControllerAdvice
class ErrorAdvice {

  private static final Logger LOG = LoggerFactory.getLogger(ErrorAdvice.class);

  private final ErrorAnswer answer;

  ErrorAdvice(ErrorAnswer answer) {
    this.answer = answer;
  }

  @ExceptionHandler
  void handle(Exception fault, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (fault instanceof AsyncRequestNotUsableException) {
      LOG.debug("the client left before the answer was written", fault);
      return;
    }
    Refusal refusal = Faults.refusalFor(fault);
    log(refusal, fault);
    if (fault instanceof HttpRequestMethodNotSupportedException unsupported) {
      allow(response, unsupported.getSupportedHttpMethods());
    }
    answer.write(request, response, refusal);
  }

  private static void allow(HttpServletResponse response, @Nullable Set<HttpMethod> methods) {
    if (methods != null) {
      response.setHeader(
          "Allow", String.join(", ", methods.stream().map(HttpMethod::name).sorted().toList()));
    }
  }

  private static void log(Refusal refusal, Exception fault) {
    if (fault instanceof Refusal) {
      LOG.debug("refused: {}", refusal.getMessage());
    } else if (refusal.code() == ErrorCode.INTERNAL_ERROR) {
      LOG.error("unexpected failure", fault);
    } else if (refusal.code() == ErrorCode.UNAVAILABLE) {
      LOG.warn("the database cannot serve: {}", String.valueOf(fault.getMessage()));
    } else {
      LOG.debug("refused by the framework as {}", refusal.code(), fault);
    }
  }
}
