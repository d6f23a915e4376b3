package com.moalog.fluxpay.ratelimit;

import com.moalog.fluxpay.model.TenantId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts per minute of the clock, in this instance alone. What was counted in a minute is forgotten
 * with it. Thread-safe.
 */
final class Windows {

  /** Beyond so many different users of a tenant in a minute its others are counted together. */
  static final int USERS_MOST = 100_000;

  private static final long SECONDS = 60;

  private final InstantSource clock;
  private volatile Window window = new Window(-1, new ConcurrentHashMap<>());

  Windows(InstantSource clock) {
    this.clock = clock;
  }

  /** Who is counted, and for what. */
  record Key(TenantId tenant, String user, Budget budget) {}

  /**
   * Where a count stands.
   *
   * @param used with this request
   * @param untilReset until counting begins anew, at least a second
   */
  record Standing(int used, Duration untilReset) {}

  private record Window(
      long minute, ConcurrentMap<TenantId, ConcurrentMap<Key, AtomicInteger>> tenants) {

    /** A window that is further ahead was opened by a clock that was put right since. */
    boolean takes(long asked) {
      return minute == asked || minute == asked + 1;
    }

    ConcurrentMap<Key, AtomicInteger> of(TenantId tenant) {
      return tenants.computeIfAbsent(tenant, _ -> new ConcurrentHashMap<>());
    }
  }

  /** Counts one request. */
  Standing count(Key key) {
    return add(key, 1);
  }

  /** Where the count stands without another request. */
  Standing look(Key key) {
    return add(key, 0);
  }

  private Standing add(Key key, int requests) {
    long second = clock.instant().getEpochSecond();
    Window current = window(second / SECONDS);
    ConcurrentMap<Key, AtomicInteger> counts = current.of(key.tenant());
    Key counted =
        counts.size() < USERS_MOST || counts.containsKey(key)
            ? key
            : new Key(key.tenant(), "", key.budget());
    int used = counts.computeIfAbsent(counted, _ -> new AtomicInteger()).addAndGet(requests);
    return new Standing(used, Duration.ofSeconds((current.minute() + 1) * SECONDS - second));
  }

  /** The minute's window; who comes late from the minute before is counted in the current one. */
  private Window window(long minute) {
    Window current = window;
    if (current.takes(minute)) {
      return current;
    }
    synchronized (this) {
      if (!window.takes(minute)) {
        window = new Window(minute, new ConcurrentHashMap<>());
      }
      return window;
    }
  }
}
