package com.moalog.ratelimiter.client;

import com.moalog.ratelimiter.client.RateLimitResult.Denied;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;

/**
 * Remembers refusals for a moment, so that a caller who keeps knocking costs no round trip. A
 * refusal holds until the time to retry, and for one second at most: the limiter may have been
 * reset meanwhile. Thread-safe and bounded.
 */
final class DenialCache {

  static final int MAX_ENTRIES = 10_000;
  static final Duration MAX_AGE = Duration.ofSeconds(1);

  private record Entry(Denied denied, long deniedNanos) {}

  private final ConcurrentMap<Question, Entry> entries = new ConcurrentHashMap<>();
  private final LongSupplier nanoTime;

  DenialCache(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  Optional<Denied> find(Question question) {
    Entry entry = entries.get(question);
    if (entry == null) {
      return Optional.empty();
    }
    if (isExpired(entry)) {
      entries.remove(question, entry);
      return Optional.empty();
    }
    return Optional.of(entry.denied());
  }

  /** A full cache drops what has expired; when that frees nothing the refusal is not remembered. */
  void add(Question question, Denied denied) {
    if (entries.size() >= MAX_ENTRIES) {
      entries.values().removeIf(this::isExpired);
    }
    if (entries.size() < MAX_ENTRIES) {
      entries.put(question, new Entry(denied, nanoTime.getAsLong()));
    }
  }

  int size() {
    return entries.size();
  }

  // A retry is at least one second away, so the age alone bounds the entry.
  private boolean isExpired(Entry entry) {
    return nanoTime.getAsLong() - entry.deniedNanos() >= MAX_AGE.toNanos();
  }
}
