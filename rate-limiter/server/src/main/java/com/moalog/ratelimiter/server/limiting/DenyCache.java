package com.moalog.ratelimiter.server.limiting;

import com.moalog.ratelimiter.core.model.Decision;
import com.moalog.ratelimiter.core.model.StorageKey;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;

/**
 * Remembers refusals until they end, for a short time at most. A refusal of some permits is also
 * one of more. Only a reset could make it untrue earlier: here it forgets the key at once,
 * elsewhere the short time bounds the mistake. Thread-safe and bounded: when it is full, and
 * nothing in it has expired, further refusals are not remembered.
 */
final class DenyCache {

  private record Entry(long permits, Decision denied, long deniedMicros) {}

  private final ConcurrentMap<StorageKey, Entry> entries = new ConcurrentHashMap<>();
  private final long maxAgeMicros;
  private final int maxKeys;
  private final LongSupplier micros;

  /**
   * @param maxAge zero to remember nothing
   * @param micros a clock that tells what has passed
   */
  DenyCache(Duration maxAge, int maxKeys, LongSupplier micros) {
    this.maxAgeMicros = maxAge.toNanos() / 1_000;
    this.maxKeys = maxKeys;
    this.micros = micros;
  }

  /** The refusal as it reads now. */
  Optional<Decision> find(StorageKey key, long permits) {
    Entry entry = entries.get(key);
    if (entry == null) {
      return Optional.empty();
    }
    long age = micros.getAsLong() - entry.deniedMicros();
    if (age >= lifetime(entry)) {
      entries.remove(key, entry);
      return Optional.empty();
    }
    return permits < entry.permits() ? Optional.empty() : Optional.of(entry.denied().after(age));
  }

  void add(StorageKey key, long permits, Decision denied) {
    if (maxAgeMicros == 0) {
      return;
    }
    long now = micros.getAsLong();
    if (entries.size() >= maxKeys) {
      entries.values().removeIf(entry -> now - entry.deniedMicros() >= lifetime(entry));
    }
    if (entries.size() < maxKeys) {
      entries.put(key, new Entry(permits, denied, now));
    }
  }

  void remove(StorageKey key) {
    entries.remove(key);
  }

  void clear() {
    entries.clear();
  }

  int size() {
    return entries.size();
  }

  private long lifetime(Entry entry) {
    return Math.min(maxAgeMicros, entry.denied().retryMicros());
  }
}
