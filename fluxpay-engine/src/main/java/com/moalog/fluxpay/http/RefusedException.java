package com.moalog.fluxpay.http;

import com.moalog.fluxpay.model.ErrorCode;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request that is refused before its execution began; carries everything the answer needs. */
public final class RefusedException extends RuntimeException {

  private final ErrorCode code;
  private final int status;
  private final List<FieldError> fieldErrors;
  private final @Nullable Duration retryAfter;

  private RefusedException(
      ErrorCode code, int status, List<FieldError> fieldErrors, @Nullable Duration retryAfter) {
    super(code + " " + fieldErrors, null, false, false);
    this.code = code;
    this.status = status;
    this.fieldErrors = List.copyOf(fieldErrors);
    this.retryAfter = retryAfter;
  }

  public static RefusedException of(ErrorCode code) {
    return new RefusedException(code, code.status(), List.of(), null);
  }

  /** A refusal of the catalogue under another status, where HTTP has a more telling one. */
  public static RefusedException of(ErrorCode code, int status) {
    return new RefusedException(code, status, List.of(), null);
  }

  public static RefusedException of(List<FieldError> fieldErrors) {
    return new RefusedException(ErrorCode.VAL_001, ErrorCode.VAL_001.status(), fieldErrors, null);
  }

  public static RefusedException ofField(String field, String message) {
    return of(List.of(new FieldError(field, message)));
  }

  public static RefusedException retryLater(ErrorCode code, Duration retryAfter) {
    return new RefusedException(code, code.status(), List.of(), retryAfter);
  }

  public ErrorCode code() {
    return code;
  }

  int status() {
    return status;
  }

  List<FieldError> fieldErrors() {
    return fieldErrors;
  }

  @Nullable Duration retryAfter() {
    return retryAfter;
  }
}
