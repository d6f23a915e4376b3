package com.moalog.ratelimiter.core.memory;

import com.moalog.ratelimiter.core.model.Decision;
import com.moalog.ratelimiter.core.model.Limit;
import com.moalog.ratelimiter.core.model.Meter;
import com.moalog.ratelimiter.core.model.StorageKey;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Limits in the memory of this process, each key to a share of its limit. A new key starts fresh.
 * When there are too many keys the one that was asked for least recently is forgotten. Thread-safe.
 */
public final class LocalLimiter {

  private final int sharePermille;
  private final LongSupplier micros;
  private final Map<StorageKey, Meter> meters;

  /**
   * A limiter that knows no key yet.
   *
   * @param sharePermille thousandths of each limit that this process grants
   * @param maxKeys most keys that are remembered
   * @param micros a clock that need not tell the time of day, only what has passed
   */
  public LocalLimiter(int sharePermille, int maxKeys, LongSupplier micros) {
    if (sharePermille < 1 || sharePermille > 1_000) {
      throw new IllegalArgumentException("share must be in (0, 1]");
    }
    this.sharePermille = sharePermille;
    this.micros = micros;
    this.meters =
        new LinkedHashMap<>(16, 0.75f, true) {
          @Override
          protected boolean removeEldestEntry(Map.Entry<StorageKey, Meter> eldest) {
            return size() > maxKeys;
          }
        };
  }

  public synchronized Decision check(StorageKey key, Limit limit, long permits) {
    return meter(key, limit).take(micros.getAsLong(), permits);
  }

  public synchronized long remaining(StorageKey key, Limit limit) {
    return meter(key, limit).remaining(micros.getAsLong());
  }

  public synchronized void reset(StorageKey key) {
    meters.remove(key);
  }

  /** Forgets every key. */
  public synchronized void clear() {
    meters.clear();
  }

  public synchronized int size() {
    return meters.size();
  }

  private Meter meter(StorageKey key, Limit limit) {
    return meters.computeIfAbsent(key, absent -> limit.newMeter(sharePermille));
  }
}
