package com.moalog.fluxpay.psp;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was seen of one call on the wire.
 *
 * @param status HTTP status; absent when no answer came
 * @param code the provider's code of an error
 * @param traceId the provider's own id of the call, for its support
 */
public record Exchange(@Nullable Integer status, @Nullable String code, @Nullable String traceId) {

  public static final Exchange NO_ANSWER = new Exchange(null, null, null);

  /** The first request is still running, which tells nothing of how it will end. */
  public static final Set<String> STILL_RUNNING =
      Set.of(
          "IDEMPOTENT_REQUEST_PROCESSING",
          "ALREADY_PROCESSING_REQUEST",
          "FORBIDDEN_CONSECUTIVE_REQUEST");
}
