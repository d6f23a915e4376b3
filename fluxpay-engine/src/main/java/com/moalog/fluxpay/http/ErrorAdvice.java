package com.moalog.fluxpay.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpMethod;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;

/** Answers every exception of a handler with the error envelope. */
@ControllerAdvice
class ErrorAdvice {

  private final ErrorAnswers errors;

  ErrorAdvice(ErrorAnswers errors) {
    this.errors = errors;
  }

  @ExceptionHandler
  void handle(Exception fault, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (fault instanceof HttpRequestMethodNotSupportedException unsupported
        && unsupported.getSupportedHttpMethods() != null) {
      response.setHeader(
          "Allow",
          String.join(
              ", ",
              unsupported.getSupportedHttpMethods().stream()
                  .map(HttpMethod::name)
                  .sorted()
                  .toList()));
    }
    errors.write(request, response, fault);
  }
}
