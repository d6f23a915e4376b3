package com.moalog.fluxpay.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.moalog.fluxpay.model.ErrorCode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The outer object of every answer. Exactly one of {@code data} and {@code error} is present. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Envelope(
    boolean success, @Nullable Object data, @Nullable Problem error, Metadata metadata) {

  /** What went wrong; {@code fieldErrors} is empty unless the code is {@code VAL_001}. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Problem(
      String code,
      String message,
      List<FieldError> fieldErrors,
      @Nullable Map<String, Object> details) {

    Problem(ErrorCode code, List<FieldError> fieldErrors, @Nullable Map<String, Object> details) {
      this(code.name(), code.message(), fieldErrors, details);
    }
  }

  /** When and for which request the answer was made. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Metadata(
      Instant timestamp, String traceId, String requestId, @Nullable String nextCursor) {}
}
