package com.moalog.ratelimiter.server.api;

import com.moalog.ratelimiter.core.model.Decision;
import com.moalog.ratelimiter.core.model.Rule;
import com.moalog.ratelimiter.server.api.Resolved.Accepted;
import com.moalog.ratelimiter.server.http.Exchange;
import com.moalog.ratelimiter.server.settings.HttpSettings;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.Optional;

/**
 * Words a decision as status, body and headers: with both spellings of the fields that had two
 * names. Immutable and thread-safe.
 */
final class CheckReply {

  private static final int ALLOWED = 200;
  private static final int DENIED = 429;

  private final HttpSettings settings;
  private final Clock clock;

  CheckReply(HttpSettings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  void send(Exchange exchange, Accepted question, Decision decision, Optional<String> degraded) {
    addHeaders(exchange, question.rule(), decision);
    degraded.ifPresent(mode -> exchange.header("X-RateLimit-Degraded", mode));
    exchange.json(decision.allowed() ? ALLOWED : DENIED, body(question, decision, degraded));
  }

  JsonObject body(Accepted question, Decision decision, Optional<String> degraded) {
    JsonObject body = body(question, decision);
    degraded.ifPresent(mode -> body.put("degraded", mode));
    return body;
  }

  private JsonObject body(Accepted question, Decision decision) {
    boolean allowed = decision.allowed();
    Long retry =
        allowed && settings.nullRetryWhenAllowed() ? null : (Long) decision.retryAfterSeconds();
    return new JsonObject()
        .put("allowed", allowed)
        .put("key", question.key())
        .put("algorithm", question.algorithm())
        .put("remaining", decision.remaining())
        .put("remainingTokens", decision.remaining())
        .put("resetAfterSeconds", decision.resetAfterSeconds())
        .put("resetTimeSeconds", decision.resetAfterSeconds())
        .put("retryAfterSeconds", retry)
        .put("message", allowed ? "Request allowed" : "Rate limit exceeded")
        .put("limit", question.rule().limit().permits());
  }

  private void addHeaders(Exchange exchange, Rule rule, Decision decision) {
    String remaining = Long.toString(decision.remaining());
    long reset = decision.resetAfterSeconds();
    long shownReset = settings.resetAsEpoch() ? clock.millis() / 1_000 + reset : reset;
    exchange
        .header("X-RateLimit-Remaining", remaining)
        .header("X-RateLimit-Reset", Long.toString(shownReset))
        .header("X-RateLimit-Limit", Long.toString(rule.limit().permits()));
    if (!decision.allowed()) {
      exchange.header("Retry-After", Long.toString(decision.retryAfterSeconds()));
    }
    if (settings.ietfHeaders()) {
      long time = decision.allowed() ? reset : decision.retryAfterSeconds();
      String name = '"' + rule.name() + '"';
      exchange
          .header(
              "RateLimit-Policy",
              name + ";q=" + rule.limit().permits() + ";w=" + rule.limit().windowSeconds())
          .header("RateLimit", name + ";r=" + remaining + ";t=" + time);
    }
  }
}
