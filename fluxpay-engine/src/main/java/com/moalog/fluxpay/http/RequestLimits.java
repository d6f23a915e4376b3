package com.moalog.fluxpay.http;

import com.moalog.fluxpay.model.ErrorCode;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * How many business requests one instance serves at a time. A request that leaves work behind gives
 * its place back when that has ended, too. Thread-safe.
 */
final class RequestLimits {

  static final int CONCURRENT_REQUESTS = 256;

  /** The place of the request that this thread serves. */
  private static final ThreadLocal<@Nullable Shared> TAKEN = new ThreadLocal<>();

  private final Semaphore places;

  RequestLimits(int places) {
    this.places = new Semaphore(places);
  }

  /** A taken place; closing it gives the place back. */
  interface Place extends AutoCloseable {
    @Override
    void close();
  }

  /** A place that is given back when the last of its holders has closed it. */
  private record Shared(Semaphore places, AtomicInteger holders) implements Place {

    @Override
    public void close() {
      if (holders.decrementAndGet() == 0) {
        places.release();
      }
    }
  }

  /**
   * Takes a place without waiting; the taking thread closes it.
   *
   * @throws RefusedException with {@code SYS_002} when all are taken
   */
  Place take() {
    if (!places.tryAcquire()) {
      throw RefusedException.retryLater(ErrorCode.SYS_002, Faults.RETRY_AFTER);
    }
    Shared place = new Shared(places, new AtomicInteger(1));
    TAKEN.set(place);
    return () -> {
      TAKEN.remove();
      place.close();
    };
  }

  /** The place of this thread's request once more, for work that it leaves behind. */
  static Place again() {
    Shared place = TAKEN.get();
    if (place == null) {
      return () -> {};
    }
    place.holders().incrementAndGet();
    return place;
  }
}
