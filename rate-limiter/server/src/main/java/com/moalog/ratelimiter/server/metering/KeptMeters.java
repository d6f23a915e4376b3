package com.moalog.ratelimiter.server.metering;

import java.util.Collections;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;

/**
 * Meters by what tells them apart, each made when it is first asked for. It is there but for the
 * first time, and so looked up without a lock. Thread-safe.
 */
public final class KeptMeters<K, M> {

  private final ConcurrentMap<K, M> meters = new ConcurrentHashMap<>();
  private final Function<K, M> making;

  public KeptMeters(Function<K, M> making) {
    this.making = making;
  }

  public M of(K key) {
    M meter = meters.get(key);
    return meter == null ? meters.computeIfAbsent(key, making) : meter;
  }

  /** Those that were made so far. */
  public Map<K, M> made() {
    return Collections.unmodifiableMap(meters);
  }
}
