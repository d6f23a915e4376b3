package com.moalog.fluxpay.http;

import com.moalog.fluxpay.model.ErrorCode;
import java.util.concurrent.Semaphore;

/** How many business requests one instance serves at a time. Thread-safe. */
final class RequestLimits {

  static final int CONCURRENT_REQUESTS = 256;

  private final Semaphore places;

  RequestLimits(int places) {
    this.places = new Semaphore(places);
  }

  /** A taken place; closing it gives the place back. */
  interface Place extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Takes a place without waiting.
   *
   * @throws RefusedException with {@code SYS_002} when all are taken
   */
  Place take() {
    if (!places.tryAcquire()) {
      throw RefusedException.retryLater(ErrorCode.SYS_002, Faults.RETRY_AFTER);
    }
    return places::release;
  }
}
