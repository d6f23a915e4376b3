package com.moalog.fluxpay.toss;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What came of one HTTP call. */
sealed interface Reply {

  /** An answer came; its body is absent when it was not JSON. */
  record Answered(int status, @Nullable JsonNode body, @Nullable String traceId) implements Reply {

    boolean isSuccess() {
      return status / 100 == 2;
    }

    /** The provider's error code, or an empty text. */
    String code() {
      return body == null ? "" : body.path("code").asString("");
    }

    String message() {
      return body == null ? "" : body.path("message").asString("");
    }
  }

  /** The request was provably never written; {@code crowded} when too many others were. */
  record NotSent(String cause, boolean crowded) implements Reply {
    NotSent(String cause) {
      this(cause, false);
    }
  }

  /** The request may have arrived and no answer came. */
  record Lost(String cause, boolean timedOut) implements Reply {}
}
