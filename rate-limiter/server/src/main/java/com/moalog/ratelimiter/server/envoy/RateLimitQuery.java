package com.moalog.ratelimiter.server.envoy;

import com.moalog.ratelimiter.core.model.Descriptor;
import com.moalog.ratelimiter.core.model.LimitUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What Envoy asks ({@code RateLimitRequest}).
 *
 * @param domain whose limits apply
 * @param descriptors each is decided by itself
 */
record RateLimitQuery(String domain, List<Part> descriptors) {

  RateLimitQuery {
    descriptors = List.copyOf(descriptors);
  }

  /**
   * A descriptor with what is asked of it.
   *
   * @param override a limit that the caller brings; null for the one that is configured
   * @param hits permits; 0 only asks what is left
   */
  record Part(Descriptor descriptor, @Nullable OwnLimit override, long hits) {}

  /**
   * A limit that the caller brings.
   *
   * @param requests per unit, from 0 to 2^32 - 1
   */
  record OwnLimit(long requests, LimitUnit unit) {}
}
