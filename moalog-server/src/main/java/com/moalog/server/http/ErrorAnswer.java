package com.moalog.server.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/** Writes a refusal as the answer to a request, from filters as from handlers. Thread-safe. */
public final class ErrorAnswer {

  private final RequestLanguage languages;
  private final JsonMapper json;

  public ErrorAnswer(RequestLanguage languages, JsonMapper json) {
    this.languages = languages;
    this.json = json;
  }

  /** Replaces whatever was to be answered; does nothing once the answer has begun to leave. */
  public void write(HttpServletRequest request, HttpServletResponse response, Refusal refusal)
      throws IOException {
    if (response.isCommitted()) {
      return;
    }
    response.resetBuffer();
    response.setStatus(refusal.code().status());
    Duration retryAfter = refusal.retryAfter();
    if (retryAfter != null) {
      response.setHeader("Retry-After", Long.toString(wholeSeconds(retryAfter)));
    }
    response.setContentType(MediaType.APPLICATION_JSON_VALUE);
    byte[] body = json.writeValueAsBytes(Envelope.error(refusal, languages.languageOf(request)));
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  private static long wholeSeconds(Duration wait) {
    return Math.max(1, wait.plusMillis(999).toSeconds());
  }
}
