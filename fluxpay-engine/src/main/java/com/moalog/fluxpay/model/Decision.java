package com.moalog.fluxpay.model;

/**
 * What became of a request: it was accepted and has a value, or it was refused for a reason of the
 * catalogue.
 *
 * @param <T> what an accepted request results in
 */
public sealed interface Decision<T> {

  /** The request was carried out. */
  record Accepted<T>(T value) implements Decision<T> {}

  /** The request was refused and changed nothing. */
  record Refused<T>(ErrorCode code) implements Decision<T> {}

  static <T> Decision<T> accepted(T value) {
    return new Accepted<>(value);
  }

  static <T> Decision<T> refused(ErrorCode code) {
    return new Refused<>(code);
  }
}
