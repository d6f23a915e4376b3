package com.moalog.ratelimiter.client;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Permits that were taken in advance, to be spent without asking for a tenth of a second. How many
 * are wanted follows what was asked in the tenth before; a limiter that did not grant so many is
 * asked for one at a time for a while. What is not spent in time is lost, so a limit is never
 * exceeded by more than what clients hold, {@code most} each. Thread-safe and bounded.
 */
final class Leases {

  static final Duration LIFE = Duration.ofMillis(100);
  static final Duration MODESTY = Duration.ofSeconds(1);
  static final int MAX_KEYS = 10_000;

  /** One key; all changes under its own lock. */
  private static final class Held {
    private long unspent;
    private long expiryNanos;
    private long tenth;
    private long askedInTenth;
    private long askedInTenthBefore;
    private long modestUntilNanos;
  }

  private final ConcurrentMap<Question, Held> keys = new ConcurrentHashMap<>();
  private final int most;
  private final LongSupplier nanoTime;
  private final long start;

  /**
   * Leases of nothing yet.
   *
   * @param most permits of a key that may be held; 0 to take none in advance
   */
  Leases(int most, LongSupplier nanoTime) {
    this.most = most;
    this.nanoTime = nanoTime;
    this.start = nanoTime.getAsLong();
  }

  /** Spends a permit that is held: 0. Else how many to ask for, at least 1. */
  long spendOrWant(Question question) {
    if (most == 0) {
      return 1;
    }
    Held held = held(question);
    if (held == null) {
      return 1;
    }
    synchronized (held) {
      long now = nanoTime.getAsLong();
      count(held, now);
      if (held.unspent > 0 && now - held.expiryNanos < 0) {
        held.unspent--;
        return 0;
      }
      held.unspent = 0;
      boolean modest = held.modestUntilNanos != 0 && now - held.modestUntilNanos < 0;
      return modest ? 1 : Math.clamp(held.askedInTenthBefore, 1, most);
    }
  }

  /** Keeps what was granted beyond the one that is spent at once. */
  void granted(Question question, long permits, long askedNanos) {
    Held held = keys.get(question);
    if (held == null || permits <= 1) {
      return;
    }
    synchronized (held) {
      long expiry = askedNanos + LIFE.toNanos();
      held.expiryNanos = held.unspent == 0 ? expiry : Math.min(expiry, held.expiryNanos);
      held.unspent = Math.min(most, held.unspent + permits - 1);
    }
  }

  /** So many were too many. */
  void refused(Question question) {
    Held held = keys.get(question);
    if (held != null) {
      synchronized (held) {
        held.modestUntilNanos = nanoTime.getAsLong() + MODESTY.toNanos();
      }
    }
  }

  int size() {
    return keys.size();
  }

  private void count(Held held, long now) {
    long tenth = (now - start) / LIFE.toNanos();
    if (tenth != held.tenth) {
      held.askedInTenthBefore = tenth == held.tenth + 1 ? held.askedInTenth : 0;
      held.askedInTenth = 0;
      held.tenth = tenth;
    }
    held.askedInTenth++;
  }

  /** Null when there are too many keys to remember one more. */
  private @Nullable Held held(Question question) {
    Held known = keys.get(question);
    if (known != null) {
      return known;
    }
    if (keys.size() >= MAX_KEYS) {
      long recent = (nanoTime.getAsLong() - start) / LIFE.toNanos() - 1;
      keys.values().removeIf(held -> held.tenth < recent);
    }
    return keys.size() >= MAX_KEYS ? null : keys.computeIfAbsent(question, first -> new Held());
  }
}
