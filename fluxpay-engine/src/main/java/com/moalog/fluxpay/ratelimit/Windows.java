package com.moalog.fluxpay.ratelimit;

import com.moalog.fluxpay.model.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts per minute of the clock, in this instance alone. What was counted in a minute is forgotten
 * with it. Thread-safe.
 */
final class Windows {

  /** Beyond so many different users in a minute those of a tenant are counted together. */
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

  private record Window(long minute, ConcurrentMap<Key, AtomicInteger> counts) {}

  /** Counts one request. */
  Standing count(Key key) {
    Instant now = clock.instant();
    ConcurrentMap<Key, AtomicInteger> counts = counts(now.getEpochSecond() / SECONDS);
    Key counted =
        counts.size() < USERS_MOST || counts.containsKey(key)
            ? key
            : new Key(key.tenant(), "", key.budget());
    int used = counts.computeIfAbsent(counted, _ -> new AtomicInteger()).incrementAndGet();
    return new Standing(
        used, Duration.ofSeconds(SECONDS - Math.floorMod(now.getEpochSecond(), SECONDS)));
  }

  private ConcurrentMap<Key, AtomicInteger> counts(long minute) {
    Window current = window;
    if (current.minute() == minute) {
      return current.counts();
    }
    synchronized (this) {
      if (window.minute() != minute) {
        window = new Window(minute, new ConcurrentHashMap<>());
      }
      return window.counts();
    }
  }
}
