package com.moalog.ratelimiter.server.api;

import com.moalog.ratelimiter.core.model.Decision;
import com.moalog.ratelimiter.core.model.Rule;
import com.moalog.ratelimiter.server.api.Resolved.Accepted;
import com.moalog.ratelimiter.server.http.Exchange;
import com.moalog.ratelimiter.server.settings.HttpSettings;
import io.vertx.core.http.HttpHeaders;
import java.time.Clock;
import java.util.Optional;

/**
 * Words a decision as status, body and headers: with both spellings of the fields that had two
 * names. Immutable and thread-safe.
 */
final class CheckReply {

  private static final int ALLOWED = 200;
  private static final int DENIED = 429;
  private static final int BODY_CHARS = 256;
  private static final String ALLOWED_MESSAGE = ",\"message\":\"Request allowed\"";
  private static final String DENIED_MESSAGE = ",\"message\":\"Rate limit exceeded\"";
  private static final CharSequence REMAINING = name("X-RateLimit-Remaining");
  private static final CharSequence RESET = name("X-RateLimit-Reset");
  private static final CharSequence LIMIT = name("X-RateLimit-Limit");
  private static final CharSequence DEGRADED = name("X-RateLimit-Degraded");
  private static final CharSequence RETRY = name("Retry-After");
  private static final CharSequence POLICY = name("RateLimit-Policy");
  private static final CharSequence DRAFT = name("RateLimit");

  private final HttpSettings settings;
  private final Clock clock;

  CheckReply(HttpSettings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /** As the wire has it, so that it is encoded once and not for each answer. */
  private static CharSequence name(String header) {
    return HttpHeaders.createOptimized(header);
  }

  void send(Exchange exchange, Accepted question, Decision decision, Optional<String> degraded) {
    addHeaders(exchange, question.rule(), decision);
    degraded.ifPresent(mode -> exchange.header(DEGRADED, mode));
    exchange.json(decision.allowed() ? ALLOWED : DENIED, body(question, decision, degraded));
  }

  /** The body as JSON; written by hand, since every answer has these few fields. */
  String body(Accepted question, Decision decision, Optional<String> degraded) {
    boolean allowed = decision.allowed();
    long reset = decision.resetAfterSeconds();
    StringBuilder body = new StringBuilder(BODY_CHARS + question.key().length());
    body.append("{\"allowed\":").append(allowed).append(",\"key\":");
    appendText(body, question.key());
    body.append(",\"algorithm\":");
    appendText(body, question.algorithm());
    body.append(",\"remaining\":").append(decision.remaining());
    body.append(",\"remainingTokens\":").append(decision.remaining());
    body.append(",\"resetAfterSeconds\":").append(reset);
    body.append(",\"resetTimeSeconds\":").append(reset).append(",\"retryAfterSeconds\":");
    if (allowed && settings.nullRetryWhenAllowed()) {
      body.append("null");
    } else {
      body.append(decision.retryAfterSeconds());
    }
    body.append(allowed ? ALLOWED_MESSAGE : DENIED_MESSAGE).append(",\"limit\":");
    body.append(question.rule().limit().permits());
    degraded.ifPresent(mode -> body.append(",\"degraded\":\"").append(mode).append('"'));
    return body.append('}').toString();
  }

  /** A key has no control characters, so only these two must be marked. */
  private static void appendText(StringBuilder body, String text) {
    body.append('"');
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      if (letter == '"' || letter == '\\') {
        body.append('\\');
      }
      body.append(letter);
    }
    body.append('"');
  }

  private void addHeaders(Exchange exchange, Rule rule, Decision decision) {
    String remaining = Long.toString(decision.remaining());
    long reset = decision.resetAfterSeconds();
    long shownReset = settings.resetAsEpoch() ? clock.millis() / 1_000 + reset : reset;
    exchange
        .header(REMAINING, remaining)
        .header(RESET, Long.toString(shownReset))
        .header(LIMIT, Long.toString(rule.limit().permits()));
    if (!decision.allowed()) {
      exchange.header(RETRY, Long.toString(decision.retryAfterSeconds()));
    }
    if (settings.ietfHeaders()) {
      long time = decision.allowed() ? reset : decision.retryAfterSeconds();
      String name = '"' + rule.name() + '"';
      exchange
          .header(
              POLICY, name + ";q=" + rule.limit().permits() + ";w=" + rule.limit().windowSeconds())
          .header(DRAFT, name + ";r=" + remaining + ";t=" + time);
    }
  }
}
