package com.moalog.ratelimiter.server.envoy;

import com.moalog.ratelimiter.core.model.LimitUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What Envoy is told ({@code RateLimitResponse}).
 *
 * @param statuses in the order of the descriptors
 * @param headers for the response to whoever asked Envoy
 */
record RateLimitReply(List<Status> statuses, List<Header> headers) {

  RateLimitReply {
    statuses = List.copyOf(statuses);
    headers = List.copyOf(headers);
  }

  /**
   * What became of one descriptor.
   *
   * @param limit null if there is none
   * @param remaining permits that are left
   * @param resetMicros until the limit is whole again or, when over it, until another try; null
   *     when there is none
   */
  record Status(
      boolean overLimit, @Nullable CurrentLimit limit, long remaining, @Nullable Long resetMicros) {

    /** What is said of a descriptor without a limit. */
    static final Status NO_LIMIT = new Status(false, null, 0, null);

    /** What is said of a descriptor that is never limited, as the reference service does. */
    static final Status UNLIMITED = new Status(false, null, 0xffff_ffffL, null);
  }

  /** A limit as it is configured. */
  record CurrentLimit(String name, long requests, LimitUnit unit) {}

  /** A header of HTTP. */
  record Header(String name, String value) {}

  boolean overLimit() {
    return statuses.stream().anyMatch(Status::overLimit);
  }
}
