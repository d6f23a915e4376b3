package com.moalog.ratelimiter.server.envoy;

import com.moalog.ratelimiter.core.model.Rule;
import com.moalog.ratelimiter.server.envoy.RateLimitReply.Header;
import com.moalog.ratelimiter.server.envoy.RateLimitReply.Status;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The headers for whoever asked Envoy, of the limit that is nearest: one that is over, with the
 * longest wait; else the one with the least left. Immutable.
 *
 * @param ietf whether the draft's two headers are written
 */
record LimitHeaders(boolean ietf) {

  private static final Comparator<Judged> NEAREST =
      Comparator.comparing((Judged judged) -> judged.status().overLimit())
          .thenComparingLong(judged -> judged.status().overLimit() ? judged.seconds() : 0)
          .thenComparingLong(judged -> -judged.status().remaining());

  /** A limit and what became of it. */
  record Judged(Rule rule, Status status) {

    long seconds() {
      Long micros = status.resetMicros();
      return micros == null ? 0 : Math.ceilDiv(micros, 1_000_000L);
    }
  }

  List<Header> of(List<Judged> limits) {
    Optional<Judged> nearest = limits.stream().max(NEAREST);
    List<Header> headers = new ArrayList<>();
    nearest.ifPresent(judged -> add(headers, judged));
    return headers;
  }

  private void add(List<Header> headers, Judged judged) {
    boolean over = judged.status().overLimit();
    long seconds = over ? Math.max(1, judged.seconds()) : judged.seconds();
    if (over) {
      headers.add(new Header("retry-after", Long.toString(seconds)));
    }
    if (ietf) {
      Rule rule = judged.rule();
      String name = '"' + rule.name() + '"';
      headers.add(
          new Header(
              "ratelimit-policy",
              name + ";q=" + rule.limit().permits() + ";w=" + rule.limit().windowSeconds()));
      headers.add(
          new Header("ratelimit", name + ";r=" + judged.status().remaining() + ";t=" + seconds));
    }
  }
}
