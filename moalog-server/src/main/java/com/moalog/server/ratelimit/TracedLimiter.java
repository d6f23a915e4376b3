package com.moalog.server.ratelimit;

import com.moalog.kit.tracing.Operation;
import com.moalog.kit.tracing.Tracing;
import com.moalog.ratelimiter.client.LimitAlgorithm;
import com.moalog.ratelimiter.client.RateLimitResult;
import com.moalog.ratelimiter.client.RateLimiterClient;
import java.util.HashMap;
import java.util.Map;

/** Asks the limiter as part of the trace of the request that is limited. Thread-safe. */
final class TracedLimiter {

  private final RateLimiterClient limiter;
  private final Tracing tracing;

  TracedLimiter(RateLimiterClient limiter, Tracing tracing) {
    this.limiter = limiter;
    this.tracing = tracing;
  }

  RateLimitResult check(String key) {
    try (Operation call = tracing.call("GET rate-limiter")) {
      Map<String, String> headers = new HashMap<>();
      call.writeHeaders(headers::put);
      RateLimitResult result = limiter.check(key, LimitAlgorithm.SLIDING_WINDOW_LOG, headers);
      call.with("moalog.rate_limit.result", result.getClass().getSimpleName());
      return result;
    }
  }
}
