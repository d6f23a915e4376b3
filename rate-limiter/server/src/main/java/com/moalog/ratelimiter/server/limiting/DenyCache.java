package com.moalog.ratelimiter.server.limiting;

import com.moalog.ratelimiter.core.lease.LeaseCall;
import com.moalog.ratelimiter.core.model.Counting.Leased;
import com.moalog.ratelimiter.core.model.Decision;
import com.moalog.ratelimiter.core.model.StorageKey;
import com.moalog.ratelimiter.server.limiting.Outcome.Decided;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;

/**
 * Remembers refusals until they end, for a short time at most. A refusal of some permits is also
 * one of more. Only a reset could make it untrue earlier, and under a leased rule permits that some
 * instance gives back: a reset here forgets the key at once, for the rest the short time bounds the
 * mistake. Thread-safe and bounded: when it is full, and nothing in it has expired, further
 * refusals are not remembered.
 */
final class DenyCache {

  private record Entry(long permits, Decision denied, long deniedMicros, long lifeMicros) {

    boolean hasEnded(long nowMicros) {
      return nowMicros - deniedMicros >= lifeMicros;
    }
  }

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
    long now = micros.getAsLong();
    if (entry.hasEnded(now)) {
      entries.remove(key, entry);
      return Optional.empty();
    }
    return permits < entry.permits()
        ? Optional.empty()
        : Optional.of(entry.denied().after(now - entry.deniedMicros()));
  }

  /** The same decision; a refusal is remembered, one of a leased rule for the life of a lease. */
  Decided remembered(Question question, Decision decision) {
    if (!decision.allowed()) {
      boolean leased = question.rule().counting() instanceof Leased;
      add(
          question.storageKey(),
          question.permits(),
          decision,
          leased ? Math.min(LeaseCall.LIFE_MICROS, maxAgeMicros) : maxAgeMicros);
    }
    return new Decided(decision);
  }

  private void add(StorageKey key, long permits, Decision denied, long longestMicros) {
    if (longestMicros == 0) {
      return;
    }
    long now = micros.getAsLong();
    if (entries.size() >= maxKeys) {
      entries.values().removeIf(entry -> entry.hasEnded(now));
    }
    if (entries.size() < maxKeys) {
      entries.put(
          key, new Entry(permits, denied, now, Math.min(longestMicros, denied.retryMicros())));
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
}
