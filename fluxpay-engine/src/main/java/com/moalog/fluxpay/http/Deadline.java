package com.moalog.fluxpay.http;

import com.moalog.fluxpay.model.ErrorCode;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Answers callers who wait for five seconds and never again, whatever the database does. Work that
 * takes longer goes on in the background; its outcome is what a repeat under the same idempotency
 * key gets. Thread-safe.
 */
public final class Deadline {

  /** From the arrival of a request to its answer. */
  static final Duration LIMIT = Duration.ofMillis(3_500);

  private static final String ATTRIBUTE = Deadline.class.getName();

  private final Patience patience;
  private final LongSupplier nanoTime;

  Deadline(Patience patience, LongSupplier nanoTime) {
    this.patience = patience;
    this.nanoTime = nanoTime;
  }

  /** The request has arrived. */
  void begin(HttpServletRequest request) {
    request.setAttribute(ATTRIBUTE, nanoTime.getAsLong());
  }

  /**
   * Does the work within what is left of the request's time.
   *
   * @throws RefusedException with {@code SYS_002} when it takes longer, and without beginning it
   *     when there is no time left
   */
  public <T> T meet(HttpServletRequest request, Supplier<T> work) {
    return patience
        .await(left(request), work)
        .orElseThrow(() -> RefusedException.retryLater(ErrorCode.SYS_002, Faults.RETRY_AFTER));
  }

  private Duration left(HttpServletRequest request) {
    return request.getAttribute(ATTRIBUTE) instanceof Long arrival
        ? LIMIT.minusNanos(nanoTime.getAsLong() - arrival)
        : LIMIT;
  }
}
